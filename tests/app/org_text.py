"""An org file that tests change part by part; `KEY` stands for the account's key."""

ORG = """
accounts:
  - name: Prov
    key: KEY
    plan: {name: Basic, requests_per_second: 1000, burst: 2000, daily_quota: null}
    features: [instant_capture, purchase_orders, catalog_match, approvals]
    approval_mode: single
    companies:
      - key: KEY-east
        name: Prov East Inc
        currency: USD
        tax_ids: [12-3456789]
        own_names: [Prov East]
        locations:
          - {key: KEY-main, name: Main Street}
          - {key: KEY-park, name: Park Lane}
      - key: KEY-west
        name: Prov West GmbH
        currency: EUR
        tax_ids: []
        own_names: []
        locations:
          - {key: KEY-hafen, name: Hafen}
    groups:
      - {key: KEY-centre, name: Centre, locations: [KEY-main, KEY-hafen]}
    people:
      - {email: ada@KEY.example, first_name: Ada, last_name: Marsh, role: Administrator - Full, locations: all}
      - {email: bo@KEY.example, first_name: Bo, last_name: Lind, role: Accounting - Full, locations: all}
      - {email: cy@KEY.example, first_name: Cy, last_name: Roe, role: Invoice Processor - Full, locations: [KEY-main]}
    api_users:
      - {name: all, scope: account, role: Administrator - Full, clients: [{name: main}]}
      - {name: second, scope: account, role: Administrator - Full, clients: [{name: main}]}
      - {name: reader, scope: account, role: Invoice Processor - Read Only, clients: [{name: main}]}
      - {name: east, scope: {company: KEY-east}, role: Administrator - Full, clients: [{name: main}]}
      - {name: main, scope: {locations: [KEY-main]}, role: Administrator - Full, clients: [{name: main}]}
"""
