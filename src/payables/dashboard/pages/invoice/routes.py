"""Pages and actions of one invoice."""

from payables.dashboard.pages.invoice import file_away, files, find, line_form, look, save, show

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
    file_away.archive_invoice,
    file_away.restore_invoice,
]
