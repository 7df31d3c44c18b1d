"""The pages of uploads, for the list of all pages."""

from payables.dashboard.pages.uploads import listed, one, outcomes

UPLOADS = [
    listed.show_uploads,
    listed.send_files,
    listed.merge_selected,
    outcomes.get_outcomes,
    one.show_upload,
    one.split,
    one.undo,
    one.retry,
    one.delete,
    one.restore,
    one.get_upload_file,
]
