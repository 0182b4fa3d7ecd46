internal import TrefoilErrors

/// An argument whose bytes are no text; read as one it would lose them without a word.
struct UnreadableArgument: TrefoilError {
  /// Its place among the arguments, from 1.
  let position: Int

  var kind: ErrorKind { .usage }

  var description: String {
    "Argument \(position) is not UTF-8. Give it in UTF-8, or texts in a file."
  }

  /// Throws an `UnreadableArgument` for the first of the process's that is not UTF-8.
  static func check() throws(UnreadableArgument) {
    for position in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe CommandLine.unsafeArgv[position] else { return }
      guard unsafe String(validatingCString: argument) != nil else {
        throw UnreadableArgument(position: position)
      }
    }
  }
}
