/// What the page of an explanation runs.
enum ExplanationScript {
  /// Lights up what belongs to the word under the pointer or the keyboard; without `<` and `&`.
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
