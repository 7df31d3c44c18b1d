"""From a file as it was delivered to the documents that it is read as now: invoices are of documents.

A file is one document, or several parts of it are, or it is read together with another. What came twice, and what joined an
invoice by another channel, stands for the document that was there first.
"""

# `{upload}` is the id of any upload of the account $1.
DOCUMENTS_OF = """
SELECT coalesce(doc.duplicate_of, doc.id)
  FROM uploads sent
  JOIN uploads first ON first.account_id = sent.account_id
                    AND first.id = coalesce(sent.merged_into, sent.duplicate_of, sent.id)
  JOIN uploads whole ON whole.account_id = first.account_id AND whole.id = coalesce(first.merged_into, first.id)
  JOIN uploads doc ON doc.account_id = whole.account_id
                  AND (doc.id = whole.id AND (whole.part_of IS NOT NULL OR whole.plan = 0)
                       OR doc.part_of = whole.id AND doc.plan = whole.plan)
 WHERE sent.account_id = $1 AND sent.id = {upload}
"""
