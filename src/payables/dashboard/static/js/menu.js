// On a small screen the navigation is folded until it is wanted.
export function setUp(details) {
  if (matchMedia("(max-width: 900px)").matches) details.open = false;
}
