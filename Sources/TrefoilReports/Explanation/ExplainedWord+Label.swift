package import Trefoil

extension ExplainedWord {
  /// The word as a table names it, with its origin where that is not the text.
  package var label: String {
    switch origin {
    case .text: text
    case .instruction: "\(text) (instruction)"
    case .added: "\(text) (added)"
    }
  }
}
