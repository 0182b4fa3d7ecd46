/// Writes the pickle of a dictionary of fp16 tensors, in protocol 2, as torch does.
struct PickleWriter {
  /// The pickle's instructions that are needed.
  private enum Code {
    static let protocolTwo: [UInt8] = [0x80, 2]
    static let mark = UInt8(ascii: "(")
    static let tuple = UInt8(ascii: "t")
    static let emptyTuple = UInt8(ascii: ")")
    static let reduce = UInt8(ascii: "R")
    static let persistent = UInt8(ascii: "Q")
    static let setItems = UInt8(ascii: "u")
    static let stop = UInt8(ascii: ".")
    static let int = UInt8(ascii: "J")
    static let text = UInt8(ascii: "X")
    static let global = UInt8(ascii: "c")
    static let newFalse: UInt8 = 0x89
  }

  private var bytes = Code.protocolTwo

  private init() {}

  /// The pickle; the numbers of tensor *i* lie in the storage named *i*.
  static func dictionary(_ tensors: [(name: String, shape: [Int])]) -> [UInt8] {
    var writer = PickleWriter()
    writer.orderedDictionary()
    writer.bytes.append(Code.mark)
    for (index, tensor) in tensors.enumerated() {
      writer.text(tensor.name)
      writer.tensor(storage: "\(index)", shape: tensor.shape)
    }
    writer.bytes += [Code.setItems, Code.stop]
    return writer.bytes
  }

  private mutating func tensor(storage: String, shape: [Int]) {
    global("torch._utils", "_rebuild_tensor_v2")
    bytes += [Code.mark, Code.mark]
    text("storage")
    global("torch", "HalfStorage")
    text(storage)
    text("cpu")
    int(shape.reduce(1, *))
    bytes += [Code.tuple, Code.persistent]
    int(0)
    tuple(shape)
    tuple(shape.indices.map { shape[($0 + 1)...].reduce(1, *) })
    bytes.append(Code.newFalse)
    orderedDictionary()
    bytes += [Code.tuple, Code.reduce]
  }

  private mutating func orderedDictionary() {
    global("collections", "OrderedDict")
    bytes += [Code.emptyTuple, Code.reduce]
  }

  private mutating func global(_ module: String, _ name: String) {
    bytes.append(Code.global)
    bytes += Array("\(module)\n\(name)\n".utf8)
  }

  private mutating func text(_ text: String) {
    bytes.append(Code.text)
    int32(text.utf8.count)
    bytes += Array(text.utf8)
  }

  private mutating func tuple(_ values: [Int]) {
    bytes.append(Code.mark)
    for value in values { int(value) }
    bytes.append(Code.tuple)
  }

  private mutating func int(_ value: Int) {
    bytes.append(Code.int)
    int32(value)
  }

  private mutating func int32(_ value: Int) {
    precondition(Int32(exactly: value) != nil, "\(value) in a pickle of small tensors")
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
