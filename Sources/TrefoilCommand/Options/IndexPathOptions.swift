internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilIndex

/// Which index.
struct IndexPathOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The index's directory.", valueName: "index"), completion: .directory)
  var index: String

  /// Where it is.
  var path: FilePath { FilePath(index) }

  /// Opens it without a model.
  func open() throws -> Index { try Index.open(path) }
}
