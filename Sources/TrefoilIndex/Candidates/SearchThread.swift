/// What one thread of a team has of a search.
final class SearchThread {
  private var search: WindowSearch
  /// What was wrong with the section; nothing is searched after.
  private(set) var fault: SectionFault?

  init(_ search: consuming WindowSearch) {
    self.search = search
  }

  /// The best rows that it found.
  var best: BestRows { search.best }

  /// Searches a window, as `WindowSearch` does.
  func run(_ window: Int, _ columns: [PostingsPlan.Column]) {
    guard fault == nil else { return }
    do throws(SectionFault) {
      try search.search(window, columns)
    } catch {
      fault = error
    }
  }
}
