public import SystemPackage
public import Trefoil
public import TrefoilErrors

/// What can be wrong with a file of embeddings, or with a row of it.
public struct EmbeddingFileError: TrefoilError {
  /// Where in a file.
  public enum Place: Equatable, Sendable {
    /// The file as such.
    case whole
    /// A row of its tensors or arrays, counted from 1.
    case row(Int)
    /// A line, counted from 1.
    case line(Int)
  }

  /// What is wrong.
  public enum Fault: Error, Equatable, Sendable {
    /// The file is not what its name says.
    case malformed(reason: String)
    /// The file's name does not say how it is laid out.
    case unknownFormat
    /// The file has no tensor or array of a name that is known.
    case noEmbeddings
    /// The file lacks a tensor or an array that others need.
    case missing(name: String)
    /// The numbers under a name are of a type that is not read, or have another shape.
    case unfitNumbers(name: String, type: String, shape: [Int], expected: String)
    /// Two of the file's parts have another number of rows.
    case counts(name: String, found: Int, expected: Int)
    /// Offsets don't rise from zero to the number of rows.
    case offsets(name: String)
    /// A member of a line is of another kind.
    case wrongType(key: String, expected: String)
    /// The row lacks an output that the index keeps.
    case missingOutput(EmbeddingOutputs)
    /// A vector has another number of numbers than the index's.
    case dimension(EmbeddingOutputs, found: Int, expected: Int)
    /// A number is infinite or none.
    case notFinite(EmbeddingOutputs)
    /// A lexical weight's key is no token's id.
    case tokenText(String)
    /// A lexical weight is below zero, or more than half precision holds.
    case weight(token: TokenID, weight: Float)
    /// The embedding is of another model than the index's.
    case otherModel
    /// The row has no document, and no file of documents is named.
    case noDocument
    /// There are fewer documents than rows.
    case fewerDocuments(Int)
    /// There are documents beyond the last row; this one is the first.
    case moreDocuments(id: Identifier)
    /// The row's id is not that of the document in the same place.
    case otherID(String, document: Identifier)
    /// The id is that of an earlier row or line.
    case repeatedID(Identifier, first: Int)
    /// A passage's range does not lie in the document's text.
    case range(Range<Int>, bytes: Int)
    /// The passages of a document are not all there, in their order.
    case passages(id: Identifier, found: Int, expected: Int)
  }

  /// The file.
  public let file: FilePath
  /// Where in it.
  public let place: Place
  /// What is wrong.
  public let fault: Fault

  /// Puts an error together.
  public init(file: FilePath, place: Place = .whole, _ fault: Fault) {
    self.file = file
    self.place = place
    self.fault = fault
  }

  /// Whose turn it is.
  public var kind: ErrorKind {
    switch fault {
    case .otherModel: .modelUnavailable
    case .unknownFormat: .usage
    default: .badData
    }
  }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch place {
    case .whole: "“\(file)”: \(fault)."
    case .row(let row): "“\(file)”, row \(row): \(fault)."
    case .line(let line): "“\(file)”, line \(line): \(fault)."
    }
  }
}

extension EmbeddingFileError.Fault: CustomStringConvertible {
  /// What is wrong, and what to do, as a clause.
  public var description: String {
    switch self {
    case .malformed(let reason):
      "it is damaged, or no such file: \(reason)"
    case .unknownFormat:
      "its name does not say how it is laid out; end it in .jsonl, .safetensors or .npz, and name .npy"
        + " files with --dense and --tokens"
    case .noEmbeddings:
      "it has no dense, dense_vecs, sparse_token_ids or colbert_vecs; save the arrays under these names"
    case .missing(let name):
      "there is no “\(name)”, without which its numbers can't be told apart; save it too"
    case .unfitNumbers(let name, let type, let shape, let expected):
      "“\(name)” has numbers of type \(type) and the shape \(shape); save \(expected)"
    case .counts(let name, let found, let expected):
      "“\(name)” is of \(found) texts, and other parts are of \(expected); save those of the same texts"
    case .offsets(let name):
      "the numbers of “\(name)” don't rise from 0 to the number of rows; save where each text's rows"
        + " begin, and then their number"
    case .wrongType(let key, let expected):
      "“\(key)” is not \(expected); write it as one"
    case .missingOutput(let output):
      "there is no \(output) output, which the index keeps; encode the texts with --outputs of the"
        + " index, which trefoil index stats shows"
    case .dimension(let output, let found, let expected):
      "the \(output) output has \(found) dimensions, and the index's model gives \(expected); encode the"
        + " texts with that model"
    case .notFinite(let output):
      "the \(output) output has a number that is infinite or none; encode the text again"
    case .tokenText(let key):
      "the key “\(key)” of the lexical weights is a token's text, from which its id can't be told; save"
        + " the weights as the model gives them, whose keys are ids"
    case .weight(let token, let weight):
      "the lexical weight of the token \(token) is \(weight), and weights are from 0 to 65504; encode"
        + " the text again"
    case .otherModel:
      "the embeddings are of another model than the index's, or of other instructions or another"
        + " precision; encode the texts again, with trefoil index add"
    case .noDocument:
      "there is an embedding and no text; name the file of its documents with --documents"
    case .fewerDocuments(let count):
      "there are \(count) documents, and none for this embedding; name the documents that were encoded"
    case .moreDocuments(let id):
      "the document “\(id)” has no embedding; name the documents that were encoded"
    case .otherID(let id, let document):
      "the embedding is that of “\(id)”, and the document in its place is “\(document)”; name the"
        + " documents that were encoded, in the same order"
    case .repeatedID(let id, let first):
      "the id “\(id)” is that of number \(first) too; give every document its own"
    case .range(let range, let bytes):
      "the passage's range \(range) does not lie between characters of a text of \(bytes) bytes; export"
        + " the index again"
    case .passages(let id, let found, let expected):
      "the document “\(id)” has \(found) of its \(expected) passages here, one after the other; get the"
        + " whole file"
    }
  }
}
