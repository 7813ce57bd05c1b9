// Filters the page and copies requests. Without it the page shows all there is.

const form = document.querySelector('form.filter');
const filtered = [...document.querySelectorAll('[data-marks]')].map((element) => ({
  element,
  section: element.closest('section'),
  text: `${element.textContent} ${element.querySelector('code[title]')?.title ?? ''}`.toLowerCase(),
  marks: element.dataset.marks.split(' ').map((mark) => mark.split('=')),
}));
const squares = [...document.querySelectorAll('.matrix i[data-version]')];

const matches = ({ text, marks }, wanted) =>
  wanted.words.every((word) => text.includes(word)) &&
  marks.some(
    ([version, outcome]) =>
      (wanted.version === '' || version === wanted.version) &&
      (wanted.outcome === '' || outcome === wanted.outcome),
  );

const filter = () => {
  const { text, outcome, version } = Object.fromEntries(new FormData(form));
  const wanted = { words: text.toLowerCase().split(/\s+/), outcome, version };
  const shown = { operation: 0, violation: 0, reason: 0 };
  for (const each of filtered) {
    const isShown = matches(each, wanted);
    each.element.hidden = !isShown;
    if (isShown) shown[each.element.dataset.kind]++;
  }
  for (const none of document.querySelectorAll('.none')) {
    const section = none.closest('section');
    none.hidden = filtered.some((each) => each.section === section && !each.element.hidden);
  }
  for (const square of squares) {
    square.classList.toggle(
      'aside',
      (version !== '' && square.dataset.version !== version) ||
        (outcome !== '' && !square.classList.contains(outcome)),
    );
  }
  const isFiltered = text !== '' || outcome !== '' || version !== '';
  form.querySelector('output').textContent = isFiltered
    ? Object.entries(shown)
        .map(([kind, number]) => `${number} ${kind}${number === 1 ? '' : 's'}`)
        .join(', ')
    : '';
};

form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
// The fields are empty only after the event.
form.addEventListener('reset', () => setTimeout(filter));
// A browser may have kept what was chosen before a reload.
filter();

const copy = async (button) => {
  const code = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
  } catch {
    // Where the browser allows no access, the reader copies what is selected.
    getSelection().selectAllChildren(code);
    button.textContent = 'Selected';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2000);
};

for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
