// COPYandPAY of the simulated gateway. It turns the merchant's
// <form class="paymentWidgets" data-brands="VISA MASTER PAYPAL"> into a place to
// pay. What the shopper enters goes to the gateway alone: no field has a name,
// so that not even a broken page would send it to the shop. It needs neither
// inline scripts nor inline styles.
(async (checkout) => {
  const script = document.currentScript;
  const call = new URL(`checkouts/${checkout.id}/${checkout.resource}`, script.src);
  const resourcePath = `/v1/checkouts/${checkout.id}/${checkout.resource}`;

  const languages = {
    en: {
      brand: 'Brand', cardNumber: 'Card number', expiryDate: 'Expiry date (MM/YY)', cardHolder: 'Card holder',
      cvv: 'Security code', payNow: 'Pay now', store: 'Store now', cancel: 'Back to the shop', payWith: 'Pay with',
      stored: 'Stored card', newCard: 'Another card', wait: 'One moment, please.',
      cardNumberError: 'This is not a card number. Please check its digits.',
      brandError: 'This shop does not take this card.',
      expiryDateError: 'Please enter month and year as on the card, such as 05/29.',
      expiredError: 'This card has expired.', cardHolderError: 'Please enter the name on the card.',
      cvvError: 'The security code has three or four digits.', missing: 'Please fill in this field.',
      declined: 'The payment was declined. Please check what you entered, or pay in another way.',
      over: 'This payment is finished or has expired. Please start again in the shop.',
      failed: 'The payment could not be sent. Please try again.',
    },
    de: {
      brand: 'Marke', cardNumber: 'Kartennummer', expiryDate: 'Gültig bis (MM/JJ)', cardHolder: 'Karteninhaber',
      cvv: 'Prüfnummer', payNow: 'Jetzt bezahlen', store: 'Jetzt speichern', cancel: 'Zurück zum Shop',
      payWith: 'Bezahlen mit', stored: 'Gespeicherte Karte', newCard: 'Andere Karte', wait: 'Einen Moment, bitte.',
      cardNumberError: 'Das ist keine Kartennummer. Bitte prüfen Sie die Ziffern.',
      brandError: 'Dieser Shop nimmt diese Karte nicht an.',
      expiryDateError: 'Bitte geben Sie Monat und Jahr wie auf der Karte an, zum Beispiel 05/29.',
      expiredError: 'Diese Karte ist abgelaufen.', cardHolderError: 'Bitte geben Sie den Namen auf der Karte an.',
      cvvError: 'Die Prüfnummer hat drei oder vier Ziffern.', missing: 'Bitte füllen Sie dieses Feld aus.',
      declined: 'Die Zahlung wurde abgelehnt. Bitte prüfen Sie Ihre Angaben, oder zahlen Sie anders.',
      over: 'Diese Zahlung ist beendet oder abgelaufen. Bitte beginnen Sie im Shop von vorn.',
      failed: 'Die Zahlung konnte nicht gesendet werden. Bitte versuchen Sie es noch einmal.',
    },
  };

  // The number ranges of brands, by the first four digits.
  const ranges = [['VISA', 4000, 4999], ['MASTER', 2221, 2720], ['MASTER', 5000, 5599],
    ['AMEX', 3400, 3499], ['AMEX', 3700, 3799]];

  const digits = (text) => text.replace(/[\s-]/g, '');

  const brandOf = (number) => {
    const head = Number(digits(number).slice(0, 4));
    const range = ranges.find(([, from, to]) => head >= from && head <= to);
    return range ? range[0] : '';
  };

  const luhn = (number) => [...number].reverse().reduce((sum, digit, i) => {
    const n = Number(digit) * (i % 2 + 1);
    return sum + (n > 9 ? n - 9 : n);
  }, 0) % 10 === 0;

  const expiryOf = (text) => {
    const parts = /^\s*(\d{1,2})\s*[/-]\s*(\d{2}|\d{4})\s*$/.exec(text);
    const month = parts ? Number(parts[1]) : 0;
    if (month < 1 || month > 12) return null;
    const year = parts[2].length === 2 ? 2000 + Number(parts[2]) : Number(parts[2]);
    return { month: String(month).padStart(2, '0'), year: String(year), end: new Date(year, month, 1) };
  };

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const sheet = '.wpwl-form{max-width:26rem;margin:1rem 0}.wpwl-group{margin:0 0 .8rem}'
    + '.wpwl-label{display:block;margin:0 0 .2rem}.wpwl-control{box-sizing:border-box;width:100%;padding:.5rem;'
    + 'font:inherit;border:1px solid #767676;border-radius:3px}.wpwl-has-error{border-color:#b00020}'
    + '.wpwl-hint{color:#b00020;margin:.2rem 0 0}.wpwl-hint:empty{display:none}'
    + '.wpwl-button{font:inherit;padding:.6rem 1.2rem;margin:0 .5rem .5rem 0;cursor:pointer}';

  let last = 0;

  // widget makes a place to pay of one form of the merchant's.
  const widget = (form, options) => {
    const words = Object.assign({}, languages[options.locale.slice(0, 2)] || languages.en,
      options.labels, options.errorMessages);
    const brands = (form.dataset.brands || '').split(/\s+/).filter(Boolean);
    const cards = brands.filter((brand) => checkout.cards.includes(brand));
    const others = brands.filter((brand) => !cards.includes(brand));
    const status = make('p', { className: 'wpwl-hint wpwl-message' });
    status.setAttribute('role', 'alert');

    // field is a labelled control with a place for what is wrong with it.
    const field = (label, control, properties) => {
      last += 1;
      const input = make(control, Object.assign({ id: `wpwl-${last}`, className: 'wpwl-control' }, properties));
      const hint = make('p', { id: `wpwl-${last}-hint`, className: 'wpwl-hint' });
      input.setAttribute('aria-describedby', hint.id);
      const group = make('div', { className: 'wpwl-group' },
        make('label', { className: 'wpwl-label', htmlFor: input.id, textContent: label }), input, hint);
      const complain = (text) => {
        hint.textContent = text;
        input.classList.toggle('wpwl-has-error', text !== '');
        input.setAttribute('aria-invalid', String(text !== ''));
        return text === '';
      };
      return { input, group, complain };
    };
    const choice = (label, entries) => {
      const list = field(label, 'select', {});
      list.input.append(...entries.map(([value, text]) => make('option', { value, textContent: text })));
      return list;
    };
    const button = (text, kind, press) => {
      const b = make('button', { type: 'button', className: `wpwl-button wpwl-button-${kind}`, textContent: text });
      b.addEventListener('click', press);
      return b;
    };

    const secret = {
      type: options.maskCvv ? 'password' : 'text', inputMode: 'numeric', autocomplete: 'cc-csc', maxLength: 4,
    };
    const card = {
      stored: choice(words.stored, checkout.registrations.map((r) => [r.id, `${r.brand} •••• ${r.digits}`])
        .concat([['', words.newCard]])),
      brand: choice(words.brand, cards.map((brand) => [brand, brand])),
      number: field(words.cardNumber, 'input', { inputMode: 'numeric', autocomplete: 'cc-number', maxLength: 32 }),
      expiry: field(words.expiryDate, 'input', { autocomplete: 'cc-exp', maxLength: 9 }),
      holder: field(words.cardHolder, 'input', { autocomplete: 'cc-name', maxLength: 128 }),
      cvv: field(words.cvv, 'input', secret),
    };
    const entered = [card.number, card.expiry, card.holder];
    const isNew = () => card.stored.input.value === '';
    const arrange = () => {
      entered.concat(card.brand).forEach((f) => { f.group.hidden = !isNew(); });
      if (cards.length < 2 || options.brandDetection) card.brand.group.hidden = true;
    };
    card.stored.group.hidden = checkout.registrations.length === 0;
    card.stored.input.addEventListener('change', arrange);
    card.number.input.addEventListener('input', () => {
      const brand = brandOf(card.number.input.value);
      if (cards.includes(brand)) card.brand.input.value = brand;
    });
    arrange();

    // checkCard says whether a card is complete and could be right.
    const checkCard = () => {
      const number = digits(card.number.input.value);
      const brand = brandOf(number);
      const expiry = expiryOf(card.expiry.input.value);
      let digitsError = /^\d{12,19}$/.test(number) && luhn(number) ? '' : words.cardNumberError;
      if (!digitsError && brand && !cards.includes(brand)) digitsError = words.brandError;
      let date = expiry ? '' : words.expiryDateError;
      if (expiry && expiry.end <= new Date()) date = words.expiredError;
      const cvv = card.cvv.input.value;
      return [
        !isNew() || card.number.complain(digitsError),
        !isNew() || card.expiry.complain(date),
        !isNew() || card.holder.complain(card.holder.input.value.trim() ? '' : words.cardHolderError),
        card.cvv.complain(/^\d{3,4}$/.test(cvv) || cvv === '' && !isNew() ? '' : words.cvvError),
      ].every(Boolean);
    };
    const cardParameters = () => {
      const cvv = { 'card.cvv': card.cvv.input.value };
      if (!isNew()) return Object.assign({ 'registrations[0].id': card.stored.input.value }, cvv);
      const expiry = expiryOf(card.expiry.input.value);
      return Object.assign({
        'paymentBrand': card.brand.input.value, 'card.number': digits(card.number.input.value),
        'card.holder': card.holder.input.value.trim(), 'card.expiryMonth': expiry.month, 'card.expiryYear': expiry.year,
      }, cvv);
    };

    // back is the way to the shop of a shopper who sends nothing.
    const back = () => {
      const to = new URL(form.action);
      to.searchParams.append('id', checkout.id);
      to.searchParams.append('resourcePath', resourcePath);
      return { url: to.href, method: 'GET', parameters: [] };
    };
    let wayBack = back();

    const browser = () => ({
      'customer.browser.language': navigator.language, 'customer.browser.userAgent': navigator.userAgent,
      'customer.browser.screenHeight': screen.height, 'customer.browser.screenWidth': screen.width,
      'customer.browser.screenColorDepth': screen.colorDepth, 'customer.browser.javaEnabled': 'false',
      'customer.browser.javascriptEnabled': 'true', 'customer.browser.timezone': new Date().getTimezoneOffset(),
    });

    const controls = () => form.querySelectorAll('button, input, select');
    const lock = (locked) => controls().forEach((c) => { c.disabled = locked; });

    // send posts one attempt and takes the shopper where the gateway says. A
    // decline leaves them here: the same checkout may be tried again.
    const send = async (parameters) => {
      const own = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
      const body = new URLSearchParams(own.concat(Object.entries(parameters), Object.entries(browser())));
      body.set('shopperResultUrl', form.action);
      status.textContent = words.wait;
      lock(true);
      try {
        const request = { method: 'POST', body, credentials: 'omit', referrerPolicy: 'no-referrer' };
        const response = await fetch(call, request);
        const answer = await response.json();
        // What a named fault of the simulator does, and nothing else may.
        if (checkout.tells) {
          await fetch(new URL('/collect', form.action), Object.assign({}, request, { mode: 'no-cors' }));
        }
        if (response.ok) {
          [card.number, card.cvv].forEach((f) => { f.input.value = ''; });
          await follow(answer.redirect || back());
          return;
        }
        lock(false);
        refused(answer, parameters);
      } catch (failure) {
        lock(false);
        status.textContent = words.failed;
      }
    };

    // What a brand wants and nobody has said yet, by name of parameter.
    const shoppers = /^(bankAccount|virtualAccount|customer|billing)\./;
    const wanted = new Map();
    const refused = (answer, parameters) => {
      const errors = answer.result.parameterErrors || [];
      const missing = errors.filter((e) => e.value === null && shoppers.test(e.name));
      missing.forEach((e) => {
        if (wanted.has(e.name)) return;
        const label = e.name.replace(/^.*\./, '').replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);
        const f = field(label[0].toUpperCase() + label.slice(1), 'input', {});
        wanted.set(e.name, f);
        status.before(f.group);
      });
      missing.forEach((e) => wanted.get(e.name).complain(words.missing));
      if (answer.redirect) wayBack = answer.redirect;
      const described = errors.filter((e) => !missing.includes(e)).map((e) => `${e.name} ${e.message}.`);
      const badNumber = answer.result.code === '100.100.101' && parameters['card.number'];
      if (badNumber) card.number.complain(words.cardNumberError);
      if (missing.length) status.textContent = words.missing;
      else if (described.length) status.textContent = described.join(' ');
      else status.textContent = answer.result.code === '200.300.404' ? words.over : words.declined;
    };

    const payCard = (event) => {
      event.preventDefault();
      status.textContent = '';
      if (cards.length === 0 || !checkCard()) return;
      const before = options.onBeforeSubmitCard;
      if (before && before.call(window, event) === false) return;
      send(cardParameters());
    };
    const payBrand = (brand) => {
      status.textContent = '';
      const parameters = { paymentBrand: brand };
      wanted.forEach((f, name) => { parameters[name] = f.input.value; f.complain(''); });
      send(parameters);
    };

    const pay = make('button', {
      type: 'submit', className: 'wpwl-button wpwl-button-pay',
      textContent: checkout.resource === 'payment' ? words.payNow : words.store,
    });
    if (cards.length) form.append(...Object.values(card).map((f) => f.group));
    form.append(status);
    if (cards.length) form.append(pay);
    form.append(...others.map((brand) => button(`${words.payWith} ${brand}`, 'brand', () => payBrand(brand))));
    form.append(button(words.cancel, 'cancel', () => follow(wayBack)));
    form.classList.add('wpwl-form');
    form.noValidate = true;
    form.addEventListener('submit', payCard);
  };

  // follow takes the whole page where a redirect object says: without a method
  // it is a POST. Preconditions are sent from hidden frames before.
  const post = (to, target) => {
    const off = make('form', { action: to.url, method: to.method || 'POST', target, hidden: true },
      ...(to.parameters || []).map((p) => make('input', { type: 'hidden', name: p.name, value: p.value })));
    document.body.append(off);
    HTMLFormElement.prototype.submit.call(off);
  };
  const before = (to, i) => new Promise((loaded) => {
    const frame = make('iframe', { name: `wpwl-before-${i}`, title: 'Nothing to see', hidden: true });
    document.body.append(frame);
    frame.addEventListener('load', loaded);
    post(to, frame.name);
  });
  const follow = async (to) => {
    const late = new Promise((over) => { setTimeout(over, 10000); });
    await Promise.race([Promise.all((to.preconditions || []).map(before)), late]);
    if (to.method !== 'GET') {
      post(to, '');
      return;
    }
    const url = new URL(to.url);
    (to.parameters || []).forEach((p) => url.searchParams.append(p.name, p.value));
    window.location.assign(url.href);
  };

  if (document.readyState === 'loading') {
    await new Promise((ready) => { document.addEventListener('DOMContentLoaded', ready); });
  }
  const usual = { locale: 'en', style: 'card', maskCvv: false, brandDetection: false };
  const options = Object.assign(usual, window.wpwlOptions);
  if (options.style !== 'plain' && options.style !== 'none' && 'adoptedStyleSheets' in document) {
    const own = new CSSStyleSheet();
    own.replaceSync(sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, own];
  }
  document.querySelectorAll('form.paymentWidgets').forEach((form) => widget(form, options));
  if (options.onReady) options.onReady.call(window);
})(/* checkout */);
