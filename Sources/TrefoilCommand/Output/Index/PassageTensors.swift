internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilFormats
internal import TrefoilIndex
internal import TrefoilWire

/// Writes passages to a safetensors file: the tensors of `trefoil encode`, a row a passage, and two
/// more for what a passage is.
///
/// `passages` `[n, 4]` has its place among the document's, their number, and the bytes of the text
/// where it begins and ends; `documents` the document's JSON line, in the row of its first passage,
/// with `document_offsets`.
final class PassageTensors: PassageSink {
  private let sink: SafetensorsSink
  private let passages, documentOffsets, documents: SpooledTensor
  private let model: String
  private var count = 0
  private var documentBytes = 0

  init(path: FilePath, _ index: IndexConfiguration) throws(FileError) {
    sink = try SafetensorsSink(
      path: path, outputs: index.outputs, dimension: index.denseDimension,
      tokenDimension: index.colbertDimension)
    passages = try SpooledTensor("passages", .int64, beside: path)
    documentOffsets = try SpooledTensor("document_offsets", .int64, beside: path)
    documents = try SpooledTensor("documents", .uint8, beside: path)
    model = index.modelFingerprint
    try documentOffsets.values.write([Int64(0)])
  }

  func write(_ passage: StoredPassage) throws(FileError) {
    try sink.write(
      passage.embedding,
      of: TextRecord(id: passage.document.id.text, text: "", line: count + 1))
    count += 1
    try passages.values.write(
      [passage.place, passage.count, passage.range.lowerBound, passage.range.upperBound].map {
        Int64($0)
      })
    if passage.place == 0 {
      var json = JSONText()
      json.value(IndexedDocumentRecord(passage.document))
      documentBytes += json.bytes.count
      try documents.values.write(json.bytes)
    }
    try documentOffsets.values.write([Int64(documentBytes)])
  }

  func finish() throws(FileError) {
    try sink.finish(
      wide: [(passages, [count, 4]), (documentOffsets, [count + 1])],
      narrow: [(documents, [documentBytes])], metadata: ["model": model])
  }
}
