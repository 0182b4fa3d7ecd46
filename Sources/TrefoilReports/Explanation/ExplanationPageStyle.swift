/// What every page of an explanation has in its head.
///
/// Both are well-formed XML as they stand, without `<` and `&`.
enum ExplanationPageStyle {
  /// Colours for light and dark, and one narrow column.
  static let sheet: StaticString = """

    :root { color-scheme: light dark; --ink: #1b1b18; --dim: #6d6a61; --paper: #fdfcf8;
      --line: #dedad0; --heat: 240 140 20; --lit: #1d5fd1; --lex: #0a7d4f; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e9e6dc; --dim: #9a968a;
      --paper: #191917; --line: #3a3833; --heat: 225 120 20; --lit: #8ab4ff; --lex: #58c898; } }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.6 system-ui, sans-serif; }
    main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.35rem; margin: 0 0 1rem; }
    h2 { font-size: 1.05rem; margin: 2rem 0 .4rem; }
    p.note, caption { color: var(--dim); font-size: .875rem; margin: .2rem 0; text-align: left; }
    .text { font-size: 1.1rem; line-height: 2; white-space: pre-wrap; overflow-wrap: anywhere;
      border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; margin: 0; }
    .word { color: inherit; text-decoration: none; border-radius: .25rem; padding: .1em 0;
      background: rgb(var(--heat) / calc(var(--share, 0) * .8)); }
    .shared { text-decoration: underline .14em var(--lex); text-underline-offset: .25em; }
    .shared::after { content: attr(data-share); font-size: .6em; vertical-align: super;
      margin-left: .15em; }
    .aside { font-size: .8em; border: 1px dashed var(--line);
      padding: .05em .3em; }
    .unread { color: var(--dim); text-decoration: line-through; }
    .word:hover, .word:focus-visible, .lit, .word:target { outline: .15em solid var(--lit); }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .95rem; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line);
      vertical-align: top; }
    td { overflow-wrap: anywhere; }
    bdi { display: inline-block; min-width: 4rem; }
    th { font-weight: 600; color: var(--dim); }
    .number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
    .bar { display: block; width: clamp(2rem, 14vw, 8rem); }
    .bar span { display: block; height: .7rem; margin-top: .45rem; border-radius: .15rem;
      background: rgb(var(--heat)); width: calc(var(--share, 0) * 100%); }

    """

  /// Lights up what belongs to the word under the pointer or the keyboard.
  static let script: StaticString = """

    (function () {
      function light(on) {
        return function (event) {
          var word = event.target.closest("[data-lights]");
          if (!word) { return; }
          word.dataset.lights.split(" ").forEach(function (id) {
            var other = document.getElementById(id);
            if (other) { other.classList.toggle("lit", on); }
          });
        };
      }
      document.body.addEventListener("mouseover", light(true));
      document.body.addEventListener("mouseout", light(false));
      document.body.addEventListener("focusin", light(true));
      document.body.addEventListener("focusout", light(false));
    })();

    """
}
