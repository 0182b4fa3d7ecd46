internal import ArgumentParser
internal import Trefoil

/// In what pieces long passages are read.
struct WindowOptions: ParsableArguments {
  @Option(
    name: .customLong("windows"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "Read a passage with more tokens than this whole, in windows of so many.", valueName: "n"))
  var length: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The tokens that neighbouring windows share (default: an eighth).", valueName: "n"))
  var overlap: Int?

  func validate() throws {
    guard length != nil || overlap == nil else {
      throw ValidationError("--overlap goes with --windows.")
    }
    _ = try windows(.max)
  }

  /// The windows that are asked for.
  ///
  /// - Throws: `ValidationError`.
  func windows(_ pooling: PassageWindows.Pooling) throws -> PassageWindows? {
    guard let length else { return nil }
    do throws(WindowError) {
      return try PassageWindows(
        length: length, overlap: overlap ?? max(0, length / 8), pooling: pooling)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
