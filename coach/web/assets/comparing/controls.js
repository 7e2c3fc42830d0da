// Buttons of which one is pressed.
function choice(label, options, pick) {
  const group = make("div", "choice");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  const buttons = options.map(([value, words]) => {
    const button = make("button", "", words);
    button.onclick = () => {
      press(value);
      pick(value);
    };
    group.append(button);
    return [value, button];
  });
  const press = (chosen) => {
    for (const [value, button] of buttons) button.setAttribute("aria-pressed", String(value === chosen));
  };
  press(options[0][0]);
  return group;
}

function legendOf(names) {
  const list = make("p", "legend");
  list.append(make("span", "first", names[0]), make("span", "second", names[1]));
  return list;
}
