public import SystemPackage
public import Trefoil
public import TrefoilErrors
public import TrefoilFiles

/// What can go wrong with an index.
public enum IndexError: TrefoilError {
  /// Something is there already where an index is to be made.
  case exists(path: FilePath)
  /// There is nothing where an index is to be opened.
  case missing(path: FilePath)
  /// The directory is no index, or lacks a part of one.
  case notAnIndex(path: FilePath, reason: String)
  /// The index was made by a version whose format this one can't read.
  case newerFormat(path: FilePath, format: Int, supported: Int)
  /// The index holds the embeddings of another model.
  case otherModel(path: FilePath, model: String)
  /// The index lacks a representation that is asked for.
  case missingOutput(EmbeddingOutputs)
  /// The index was opened without a model, which a text needs.
  case noModel
  /// An index can't be searched by this comparison of dense vectors.
  case unsupportedSimilarity(DenseSimilarity)
  /// Another process or task writes to the index, and did not end in time.
  case busy(path: FilePath)
  /// Another index has taken the name of one that is open.
  case replaced(path: FilePath)
  /// What a re-encoding would begin or go on with is something else.
  case otherReencoding(folder: FilePath)
  /// An index was to be encoded anew as it is already.
  case encodedAlready(path: FilePath)
  /// A document lacks an id.
  case emptyID
  /// The id, the title or the text of a document holds U+0000, which the catalogue can't keep.
  case holdsNull(id: Identifier)
  /// A document's metadata are no JSON object.
  case invalidMetadata(reason: String)
  /// An output of a document is infinite or no number.
  case notFinite(id: Identifier, output: String)
  /// A field can't have an index: it is no name of one, or JSON may write it in several ways.
  case unfitField(name: String)
  /// A document's embedding lacks an output that the index keeps, or has other dimensions.
  case unfit(id: Identifier, output: EmbeddingOutputs)
  /// A segment's file is damaged, or is not there.
  case damaged(path: FilePath, reason: String)
  /// The catalogue can't be read or written; `reason` is SQLite's word.
  case catalogue(path: FilePath, reason: String)
  /// The catalogue is damaged; `reason` says where, or is SQLite's word.
  case damagedCatalogue(path: FilePath, reason: String)
  /// The index lies where nothing may be written, so it can be searched and not changed.
  case readOnly(path: FilePath)
  /// The index lies where nothing may be written, and its last commits are still in SQLite's log.
  case unmergedLog(path: FilePath)
  /// The model's files, by which its embeddings are known again, can't be read.
  case unreadableModel(FileError)
  /// A file of the index can't be written.
  case file(FileError)

  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .exists, .busy, .replaced, .otherReencoding: .cannotCreate
    case .encodedAlready: .usage
    case .missing, .notAnIndex, .newerFormat: .missingInput
    case .otherModel, .missingOutput, .noModel, .unsupportedSimilarity, .unreadableModel:
      .modelUnavailable
    case .emptyID, .holdsNull, .invalidMetadata, .unfit, .damaged, .damagedCatalogue: .badData
    case .unfitField: .usage
    case .notFinite: .internalFault
    case .catalogue, .readOnly, .unmergedLog: .cannotWrite
    case .file(let error): error.kind
    }
  }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .exists(let path):
      "“\(path)” is there already; name another place, or open it."
    case .missing(let path):
      "There is no index “\(path)”; “trefoil index add” makes one."
    case .notAnIndex(let path, let reason):
      "“\(path)” is not an index: \(reason)."
    case .newerFormat(let path, let format, let supported):
      "“\(path)” has format \(format), and this version reads up to \(supported); use the version"
        + " of Trefoil that made it, or a newer one."
    case .otherModel(let path, let model):
      "“\(path)” does not hold embeddings like these: it was made with “\(model)”, in a certain state"
        + " of its files, precision and instructions, of which at least one differs; open it as it was"
        + " made (--model, --precision, --passage-instruction), or encode its documents again by"
        + " “trefoil index reencode”."
    case .missingOutput(let output):
      "The index keeps no \(output) output; search by another, or make an index that keeps it."
    case .noModel:
      "The index was opened without a model, and a text needs one; open it with a model."
    case .unsupportedSimilarity(let similarity):
      "The model compares dense vectors by \(similarity.rawValue), which an index can't search yet;"
        + " use a model that compares by cosine or dot."
    case .busy(let path):
      "Another process is writing to “\(path)”; wait until it ends, and try again."
    case .replaced(let path):
      "Another index has taken the place of “\(path)” since it was opened, as “trefoil index reencode”"
        + " does; open it again, with the model that it has now."
    case .otherReencoding(let folder):
      "“\(folder)” is there, and is not what was begun with this model and these options; go on with"
        + " those, or begin anew with --restart, which removes it."
    case .encodedAlready(let path):
      "“\(path)” has the embeddings of this model, with these options; choose another model or other"
        + " options."
    case .emptyID:
      "A document has an empty id; give it one."
    case .holdsNull(let id):
      "The id, title or text of the document “\(id)” holds the character U+0000, which an index can't"
        + " keep; take it out."
    case .invalidMetadata(let reason):
      "The metadata are not a JSON object: \(reason)"
    case .notFinite(let id, let output):
      "The \(output) output of the document “\(id)” is not finite: the checkpoint's weights"
        + " overflow. Check the file's checksum, or convert the model from its original."
    case .unfitField(let name):
      "“\(name)” can't have an index: name a field of the metadata as a filter has it, in ASCII, such"
        + " as year or author.name; filters on others work without one."
    case .unfit(let id, let output):
      "The embedding of the document “\(id)” has no \(output) output of the index's dimensions; encode"
        + " it with the index's model and all of the index's outputs."
    case .damaged(let path, let reason):
      "“\(path)” is damaged: \(reason). “trefoil index repair” encodes its documents again, and says"
        + " which those are."
    case .catalogue(let path, let reason):
      "The catalogue “\(path)” can't be used: \(reason). Make room there, or allow this process to read"
        + " and write in its directory, and try again."
    case .damagedCatalogue(let path, let reason):
      "The catalogue “\(path)” is damaged: \(reason). Put a copy in the place of the index, as"
        + " “trefoil index snapshot” makes one, or make the index again of its documents;"
        + " “trefoil index list --json” writes those that can still be read."
    case .readOnly(let path):
      "Nothing may be written to “\(path)”, so it can be searched and not changed; copy it to where"
        + " you may write, as “trefoil index snapshot” does."
    case .unmergedLog(let path):
      "Nothing may be written to “\(path)”, and its last commits are still in SQLite's log; run"
        + " “trefoil index optimize” where you may write to it, and copy it anew."
    case .unreadableModel(let error):
      "The model's files can't be read. \(error)"
    case .file(let error):
      error.description
    }
  }
}
