"""A pack inside the name of an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.units.rules.find_pack import find_pack
from payables.units.rules.pack import parse_pack


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("TOMATO ROMA 25LB BAG", "25 LB BG"),
        ("COKE 24/12 OZ CAN", "24 x 12 OZ CN"),
        ("24/12 OZ COKE CLASSIC", "24 x 12 OZ"),
        ("Pepsi - 24/12 OZ", "24 x 12 OZ"),
        ("V8 JUICE 24/12 OZ", "24 x 12 OZ"),
        ("BEEF GRND 80/20 4/10#", "4 x 10 LB"),
        ("SHRIMP 16/20 CT 10/2 LB", "10 x 2 LB"),
        ("TOMATO 6X6 25LB BOX", "25 LB BX"),
        ("FLOUR AP 50 LB", "50 LB"),
        ("OIL CANOLA 35#", "35 LB"),
        ("GLOVES VINYL LG BOX/100", "BX OF 100"),
        ("MILK 2% 4/1 GAL", "4 x 1 GAL"),
        ("Mineralwasser 12 x 0,7 l Kasten", "CR OF 12 x 0.7 L"),
        ("Wasser, still (6x1,5 l)", "6 x 1.5 L"),
        ("COPY PAPER A4 10/500 SHEETS", "10 x 500 SHT"),
        ("EGGS LARGE CASE OF 15 DOZEN", "CS OF 15 DZ"),
        ("CAN TOMATO DICED 6/#10", "6 x #10 CN"),
        ("CHICKEN BRST BNLS 4/10# AVG", "4 x 10 LB AVG"),
        ("COKE,24/12 OZ", "24 x 12 OZ"),
        ("FLOUR.4/25 LB", "4 x 25 LB"),
        ("BEER LAGER 4/6PK/12 OZ", "4 x 6 x 12 OZ"),
        ("SYRUP COLA 5 GAL BIB", "5 GAL BIB"),
        ("TOWEL ROLL 2 PLY 12 RL", "12 RL"),
        ("KETCHUP PACKETS 1000/9 G", "1000 x 9 G"),
        ("STEAK 8 OZ, 20/8 OZ", "20 x 8 OZ"),
        ("COKE 24/12 OZ and again 24/12 OZ", "24 x 12 OZ"),
    ],
)
def test_the_one_pack_of_a_name_is_found(name: str, pack: str) -> None:
    assert find_pack(name) == parse_pack(pack) is not None


@pytest.mark.parametrize(
    "name",
    [
        "",
        None,
        "TOMATO",
        "STEAK RIBEYE 8 OZ",  # a portion
        "BUTTER 1 LB",
        "ROMA TOMATOES 6CT",
        "7UP 12 OZ 24 PK",  # two things
        "COKE 24/12 OZ, 12 PK",
        "SODA 24/12 OZ OR 12/20 OZ",
        "POTATO RUSSET 80 CT 50 LB",
        "SHRIMP 16/20 CT",
        "BOLT M8 X 40",
        "LUMBER 2 X 4 X 8 FT",
        "FILM 18X2000 FT",
        "PIPE 3/4 IN",
        "CREAM 3/4 LB",
        "WIDGET 100",
        "TOWEL 2 PLY",
        "INVOICE 2026/11",
        "MIX A4/25 LB",
        "LINER 33 GAL",
        "WIRE COPPER 18 GA",
        "LINER 1.5 MIL",
        "RENTAL 8 HR",
        "LOT 123456789/50 LB",
    ],
)
def test_what_names_no_pack_or_two_is_left_alone(name: str | None) -> None:
    assert find_pack(name) is None


@given(st.text(max_size=700))
def test_no_text_raises(text: str) -> None:
    found = find_pack(text)
    assert found is None or parse_pack(str(found)) == found
