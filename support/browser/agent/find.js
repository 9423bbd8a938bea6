// The shopper's eyes and hands in a page. This script runs in an isolated
// world of every document: it sees the same elements as the page's own scripts
// and none of their variables, so a page that redefines built-ins cannot
// mislead it. find waits for something by the name a person reads and keeps it;
// act then uses what find kept, once.
(() => {
  if (globalThis.assay) return;

  const tidy = (text) => (text || '').replace(/\s+/g, ' ').trim();
  const key = (text) => tidy(text).replace(/[\s*:]+$/, '').toLowerCase();

  const pools = {
    fill: 'input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image],[type=checkbox],'
      + '[type=radio],[type=file]), textarea, [contenteditable]:not([contenteditable=false]), [role=textbox]',
    press: 'button, input:is([type=submit],[type=button],[type=reset],[type=image],[type=checkbox],[type=radio]), '
      + 'a[href], summary, [role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=switch], '
      + '[role=checkbox], [role=radio]',
    choose: 'select, fieldset, [role=radiogroup], [role=listbox], [role=group]',
  };

  // Open shadow roots are watched and searched like the document itself.
  const watched = new Set();
  let watch = () => {};
  const roots = (root = document) => {
    const found = [root];
    for (const el of root.querySelectorAll('*')) {
      if (!el.shadowRoot) continue;
      watch(el.shadowRoot);
      found.push(...roots(el.shadowRoot));
    }
    return found;
  };
  const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);

  // textOf is what a person reads in a node, without what fields in it hold.
  const textOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    if (node.matches('select, textarea, input, script, style, [aria-hidden=true]')) return '';
    if (node.matches('img, area')) return ' ' + (node.alt || '') + ' ';
    return [...node.childNodes].map(textOf).join('') + (node.matches('br, p, div, li') ? ' ' : '');
  };
  const byIDs = (el, ids) => ids.split(/\s+/)
    .map((id) => (el.getRootNode().getElementById || (() => null)).call(el.getRootNode(), id))
    .map((node) => (node ? textOf(node) : '')).join(' ');

  // nameOf is a short form of the accessible name computation: what a screen
  // reader says, and near enough what a person would call the thing.
  const nameOf = (el) => {
    const labels = el.labels ? [...el.labels] : [];
    const legend = el.matches('fieldset') ? el.querySelector('legend') : null;
    const candidates = [
      () => byIDs(el, el.getAttribute('aria-labelledby') || ''),
      () => el.getAttribute('aria-label'),
      () => labels.map(textOf).join(' '),
      () => (legend ? textOf(legend) : ''),
      () => (el.matches('input[type=submit], input[type=button], input[type=reset]') ? el.value : ''),
      () => (el.matches('input[type=submit]') ? 'Submit' : ''),
      () => (el.matches(pools.press) ? textOf(el) : ''),
      () => el.getAttribute('alt'),
      () => el.getAttribute('title'),
      () => el.getAttribute('placeholder'),
    ];
    for (const candidate of candidates) {
      const name = tidy(candidate());
      if (name) return name;
    }
    return '';
  };

  const roleOf = (el) => {
    const said = el.getAttribute('role');
    if (said) return said;
    if (el.matches('a')) return 'link';
    if (el.matches('input[type=checkbox]')) return 'checkbox';
    if (el.matches('input[type=radio]')) return 'radio';
    if (el.matches(pools.press)) return 'button';
    if (el.matches('select')) return 'combobox';
    return el.matches(pools.fill) ? 'textbox' : 'group';
  };

  const boxOf = (el) => {
    const box = el.getBoundingClientRect();
    return box.width > 0 && box.height > 0 ? box : null;
  };
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && boxOf(el) !== null;
  // A checkbox or radio drawn by its label is often itself invisible.
  const face = (el) => (shown(el) ? el : [...(el.labels || [])].find(shown));

  const coverOf = (el) => {
    let box = boxOf(el);
    const outside = (b) => b.top < 0 || b.left < 0 || b.bottom > innerHeight || b.right > innerWidth;
    if (outside(box)) {
      el.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      box = boxOf(el);
    }
    const at = el.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!at || el.contains(at) || at.contains(el)) return null;
    const label = at.closest('label');
    return label && label.control === el ? null : at;
  };

  // obstacle says why a person could not use el now, or "" if one could.
  const obstacle = (el, verb) => {
    const visible = face(el);
    if (!visible) return 'hidden';
    if (el.matches(':disabled') || el.closest('[aria-disabled=true], [inert]')) return 'disabled';
    if (verb === 'fill' && (el.readOnly || el.getAttribute('aria-readonly') === 'true')) return 'read-only';
    if (verb === 'press' && coverOf(visible)) return 'covered';
    return '';
  };

  const optionsOf = (el) => (el.matches('select')
    ? [...el.options].filter((o) => !o.disabled).map((o) => ({ el: o, name: tidy(o.label || o.text) }))
    : [...el.querySelectorAll('input[type=radio], input[type=checkbox], [role=radio], [role=option]')]
      .map((o) => ({ el: o, name: nameOf(o) || tidy(textOf(o)) })));

  // search looks once: {el} to use, {seen}, or {why} not, in a word.
  const search = (want) => {
    if (want.verb === 'see' || want.verb === 'gone') {
      const text = document.body ? tidy(document.body.innerText).toLowerCase() : '';
      const shows = text.includes(tidy(want.name).toLowerCase());
      return shows === (want.verb === 'see') ? { seen: true } : { why: 'missing' };
    }
    const named = all(pools[want.verb])
      .filter((el) => key(nameOf(el)) === key(want.name) && (!want.role || roleOf(el) === want.role));
    const usable = named.filter((el) => !obstacle(el, want.verb));
    if (usable.length > 1) return { why: 'ambiguous' };
    if (usable.length === 0) return { why: named.length ? obstacle(named[0], want.verb) : 'missing' };
    const hit = { el: usable[0] };
    if (want.verb === 'choose') {
      hit.option = optionsOf(hit.el).find((o) => key(o.name) === key(want.option));
      if (!hit.option) return { why: 'no-option', options: optionsOf(hit.el).map((o) => o.name) };
    }
    return hit;
  };

  const some = (names) => [...new Set(names.map(tidy).filter(Boolean))].slice(0, 12);
  // offers is what the page has instead, for a message that a person can act on.
  const offers = () => {
    const heading = document.querySelector('h1, h2, [role=heading]');
    return {
      title: tidy(document.title),
      heading: heading ? tidy(textOf(heading)) : '',
      buttons: some(all(pools.press).filter(face).map(nameOf)),
      fields: some([...all(pools.fill), ...all(pools.choose)].filter(face).map(nameOf)),
      frames: some(all('iframe').map((f) => f.title || f.name)),
      alerts: some([...all('[role=alert], [role=status]').filter(shown).map(textOf),
        ...all(':user-invalid').filter(shown).map((el) => nameOf(el) + ': ' + (el.validationMessage || 'not valid'))]),
    };
  };

  // until calls look whenever the page changed, until it returns something or
  // the time is over. Nothing is asked for twice without a change in between.
  // Only one wait runs at a time: a new one ends what its caller gave up.
  let stop = () => {};
  const changes = ['load', 'DOMContentLoaded', 'readystatechange', 'transitionend', 'animationend', 'input', 'change',
    'resize', 'scroll', 'toggle', 'popstate', 'hashchange'];
  const until = (look, within, late) => new Promise((resolve) => {
    stop();
    let timer = 0;
    let pulse = 0;
    const observer = new MutationObserver(() => attempt());
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    const end = (result) => {
      clearTimeout(timer);
      clearInterval(pulse);
      observer.disconnect();
      watched.clear();
      watch = () => {};
      stop = () => {};
      for (const name of changes) removeEventListener(name, attempt, true);
      resolve(result);
    };
    const attempt = () => {
      if (document.readyState === 'loading') return;
      const result = look();
      if (result) end(result);
    };
    watch = (root) => {
      if (watched.has(root)) return;
      watched.add(root);
      observer.observe(root, everything);
    };
    watch(document);
    stop = () => end(null);
    for (const name of changes) addEventListener(name, attempt, true);
    // Some changes are announced by nothing: a shadow root that is attached, a
    // rule that a script changes in a style sheet.
    pulse = setInterval(attempt, 250);
    timer = setTimeout(() => {
      attempt();
      end(late());
    }, within);
    attempt();
  });

  let kept = null;
  const find = (wants, within) => {
    let last = { why: 'missing' };
    kept = null;
    const look = () => {
      for (const [index, want] of wants.entries()) {
        last = search(want);
        if (last.why) continue;
        kept = { ...last, want };
        return { index };
      }
      return null;
    };
    return until(look, within, () => ({ index: -1, why: last.why, options: last.options, offers: offers() }));
  };

  const frame = (name, within) => {
    const look = () => all('iframe, frame').find((f) => [f.title, f.name, f.id, f.getAttribute('aria-label')]
      .some((n) => n && key(n) === key(name)));
    return until(look, within, () => null);
  };

  // size is what a frame leaves to the page in it, without its border; or what
  // the page has instead.
  const size = async (name, within) => {
    const found = await frame(name, within);
    return found ? { width: found.clientWidth, height: found.clientHeight } : { offers: offers() };
  };

  globalThis.assay = {
    find,
    frame,
    size,
    nameOf,
    offers,
    roots,
    shown,
    tidy,
    ready: (within) => until(() => true, within, () => false),
    text: () => (document.body ? document.body.innerText : ''),
    take: () => {
      const taken = kept;
      kept = null;
      return taken;
    },
  };
})();
