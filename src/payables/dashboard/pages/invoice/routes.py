"""Pages and actions of one invoice."""

from payables.dashboard.pages.invoice import duplicates, file_away, files, find, line_form, look, save, show, split, why

INVOICE = [
    show.show_invoice,
    save.save_invoice,
    look.look_again,
    look.show_version,
    look.show_sums,
    files.get_file,
    line_form.show_line_form,
    line_form.save_line_form,
    find.find_vendors,
    find.find_dimensions,
    find.read_word,
    why.show_why,
    why.take_suggestions,
    duplicates.show_duplicates,
    duplicates.resolve_duplicate,
    duplicates.reopen_duplicate,
    split.show_split,
    split.save_split,
    split.remove_split,
    file_away.archive_invoice,
    file_away.restore_invoice,
]
