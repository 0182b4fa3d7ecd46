internal import SystemPackage

/// Reads the pickle of a torch state dictionary as data.
///
/// It knows the few instructions and classes that tensors need and refuses everything else by
/// name; nothing in a pickle is ever executed.
///
/// Source: Python's `pickletools` documents the instructions; protocol 2 is what torch writes.
struct Unpickler {
  let bytes: [UInt8]
  let file: FilePath
  var place = 0
  var stack: [PickleValue] = []
  /// Where the stack stood at each open mark.
  var marks: [Int] = []
  var memo: [Int: PickleValue] = [:]
  var tuples: [[PickleValue]] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
  var storages: [TorchStorage] = []
  var tensors: [TorchTensor] = []

  /// Torch's own bound on a tensor's axes.
  ///
  /// A shape may be recalled for a few bytes as often as a pickle likes, so without bounds a small
  /// file could ask for any amount of memory.
  static let mostAxes = 64
  /// A hundred times what the largest encoder has.
  static let mostTensors = 100_000

  /// The tensors of the dictionary that the pickle holds, by name.
  static func stateDictionary(
    _ bytes: [UInt8], file: FilePath
  ) throws(CheckpointError) -> [String: TorchTensor] {
    var unpickler = Unpickler(bytes: bytes, file: file)
    return try unpickler.stateDictionary()
  }

  private init(bytes: [UInt8], file: FilePath) {
    self.bytes = bytes
    self.file = file
  }

  mutating func stateDictionary() throws(CheckpointError) -> [String: TorchTensor] {
    while try step() {}
    guard case .dictionary(let number)? = stack.last else {
      throw malformed("it holds no dictionary of tensors")
    }
    var named: [String: TorchTensor] = [:]
    for (key, value) in dictionaries[number] {
      guard case .string(let name) = key, case .tensor(let tensor) = value else { continue }
      named[name] = tensors[tensor]
    }
    return named
  }

  /// Follows one instruction; false at the last.
  mutating func step() throws(CheckpointError) -> Bool {
    let start = place
    let code = try byte()
    switch code {
    case 0x80: try protocolVersion()
    case UInt8(ascii: "."): return false
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.bool(true))
    case 0x89: stack.append(.bool(false))
    case UInt8(ascii: "K"): stack.append(.int(try unsigned(1)))
    case UInt8(ascii: "M"): stack.append(.int(try unsigned(2)))
    case UInt8(ascii: "J"): stack.append(.int(try signed(4)))
    case 0x8a: stack.append(.int(try signed(try unsigned(1))))
    case UInt8(ascii: "X"): stack.append(.string(try text(try unsigned(4))))
    case UInt8(ascii: "c"): stack.append(.global(try global()))
    case UInt8(ascii: "("): marks.append(stack.count)
    case UInt8(ascii: ")"): push(tuple: [])
    case 0x85: push(tuple: try pop(1))
    case 0x86: push(tuple: try pop(2))
    case 0x87: push(tuple: try pop(3))
    case UInt8(ascii: "t"): push(tuple: try popToMark())
    case UInt8(ascii: "]"):
      lists.append([])
      stack.append(.list(lists.count - 1))
    case UInt8(ascii: "}"): pushDictionary()
    case UInt8(ascii: "a"): try append(try pop(1))
    case UInt8(ascii: "e"): try append(try popToMark())
    case UInt8(ascii: "s"): try setItems(try pop(2))
    case UInt8(ascii: "u"): try setItems(try popToMark())
    case UInt8(ascii: "q"): memo[try unsigned(1)] = try top()
    case UInt8(ascii: "r"): memo[try unsigned(4)] = try top()
    case UInt8(ascii: "h"): stack.append(try remembered(try unsigned(1)))
    case UInt8(ascii: "j"): stack.append(try remembered(try unsigned(4)))
    case UInt8(ascii: "Q"): try persistent()
    case UInt8(ascii: "R"): try reduce()
    case UInt8(ascii: "b"): try build()
    default: throw .foreignInstruction(code: code, offset: start, file: file)
    }
    return true
  }
}
