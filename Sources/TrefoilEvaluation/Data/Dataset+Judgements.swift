public import struct SystemPackage.FilePath
internal import Trefoil
public import TrefoilFiles
internal import TrefoilIndex

extension Dataset {
  /// Takes judgements alone, by which runs can be judged: queries without texts in the order of
  /// their ids, and no passages.
  ///
  /// - Parameters: as in `init(directory:split:judgements:onBadLine:)`.
  /// - Throws: `DatasetError.empty`; as `Judgements.init(path:onBadLine:)`.
  public init(
    judgements path: FilePath, onBadLine: @escaping (LineError) throws -> Void = { throw $0 }
  ) throws {
    let judgements = try Judgements(path: path, onBadLine: onBadLine)
    let name = ByteSource.name(of: path)
    guard judgements.count > 0 else { throw DatasetError.noJudgement(name) }
    self.init(
      name: name.lastComponent?.string ?? name.string, split: name.stem ?? name.string,
      passages: [],
      queries: judgements.grades.keys.sorted().map { Document(id: $0, text: "") },
      judgements: judgements)
  }
}
