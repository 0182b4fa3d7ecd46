/// Why texts can't be read.
package enum InputError: Error, Equatable, Sendable {
  /// There is no such file.
  case missing(path: String)
  /// The path names a directory.
  case directory(path: String)
  /// The system refuses to open or read the file.
  case unreadable(path: String, reason: String)
  /// A line can't be used.
  case badLine(source: String, line: Int, problem: LineProblem)
  /// A text given as an argument can't be used; `position` counts from 1.
  case badArgument(position: Int, problem: LineProblem)
  /// A query can't be used; its id is nil if it came as an argument.
  case badQuery(id: String?, problem: LineProblem)
}

extension InputError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .missing(let path):
      "There is no file “\(path)”; name one that exists, or - for standard input."
    case .directory(let path):
      "“\(path)” is a directory; name a file in it."
    case .unreadable(let path, let reason):
      "Can't read “\(path)”: \(reason)."
    case .badLine(let source, let line, let problem):
      "\(source), line \(line): \(problem)."
    case .badArgument(let position, let problem):
      "Text \(position) of the arguments: \(problem)."
    case .badQuery(let id, let problem):
      "The query\(id.map { " “\($0)”" } ?? ""): \(problem)."
    }
  }
}
