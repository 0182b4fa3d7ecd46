internal import ArgumentParser

/// Standard input, which `-` names among the things that a command reads.
enum StandardInput {
  /// Checks that it is at most one of them, as it can be read once.
  ///
  /// - Parameters: `inputs` are the names of what is read; nil for what is not.
  /// - Throws: `ValidationError`.
  static func check(_ inputs: [String?]) throws {
    guard inputs.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input (-) can be only one of the inputs.")
    }
  }
}
