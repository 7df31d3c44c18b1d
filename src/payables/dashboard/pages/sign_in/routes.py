"""The pages of signing in and of one's own sign-in, on one screen."""

from payables.dashboard.pages.sign_in import enter, me, second_factor, switch, welcome

SIGN_IN = [
    enter.show_sign_in,
    enter.sign_in,
    enter.show_code,
    enter.enter_code,
    enter.sign_out,
    welcome.show_welcome,
    welcome.use_link,
    me.show_me,
    me.put_password,
    me.end_session,
    me.end_others,
    second_factor.begin,
    second_factor.show_offer,
    second_factor.confirm,
    second_factor.switch_off,
    second_factor.renew_codes,
    switch.show_switch,
    switch.put_account,
    switch.put_company,
]
