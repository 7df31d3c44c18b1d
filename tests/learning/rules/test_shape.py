"""What a value looks like."""

from payables.learning.rules.shape import likeness_of_shapes, shape_of


def test_a_shape_says_letters_and_figures() -> None:
    assert shape_of("Re-2041/Ä") == "AA-9999/A"
    assert (likeness_of_shapes("AA-99", "AA-99"), likeness_of_shapes("AA-99", "A-9999")) == (1, 0.6)
    assert likeness_of_shapes("AA-99", "99-AA") == 0
