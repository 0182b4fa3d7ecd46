internal import SystemPackage

/// Reads the pickle of a torch state dictionary as data.
///
/// It knows the few instructions and classes that tensors need and refuses everything else by
/// name; nothing in a pickle is ever executed.
///
/// Source: Python's `pickletools` documents the instructions; protocol 2 is what torch writes.
struct Unpickler {
  private let bytes: [UInt8]
  private let file: FilePath
  private var place = 0
  private var stack: [PickleValue] = []
  /// Where the stack stood at each open mark.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private var tuples: [[PickleValue]] = []
  private var lists: [[PickleValue]] = []
  private var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
  private var storages: [TorchStorage] = []
  private var tensors: [TorchTensor] = []

  /// Torch's own bound on a tensor's axes.
  ///
  /// A shape may be recalled for a few bytes as often as a pickle likes, so without bounds a small
  /// file could ask for any amount of memory.
  private static let mostAxes = 64
  /// A hundred times what the largest encoder has.
  private static let mostTensors = 100_000

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

  private mutating func stateDictionary() throws(CheckpointError) -> [String: TorchTensor] {
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
  private mutating func step() throws(CheckpointError) -> Bool {
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

// MARK: - Operands

extension Unpickler {
  private mutating func byte() throws(CheckpointError) -> UInt8 {
    guard place < bytes.count else { throw malformed("its pickle breaks off") }
    defer { place += 1 }
    return bytes[place]
  }

  /// A little-endian number of `size` bytes, at most 4.
  private mutating func unsigned(_ size: Int) throws(CheckpointError) -> Int {
    var value = 0
    for shift in 0..<size { value |= Int(try byte()) << (8 * shift) }
    return value
  }

  /// A little-endian number of `size` bytes in two's complement.
  private mutating func signed(_ size: Int) throws(CheckpointError) -> Int {
    guard size <= 8 else { throw malformed("its pickle holds a number of \(size) bytes") }
    guard size > 0 else { return 0 }
    var value: UInt64 = 0
    for shift in 0..<size { value |= UInt64(try byte()) << (8 * shift) }
    let unused = 64 - 8 * size
    return Int(Int64(bitPattern: value << unused) >> unused)
  }

  private mutating func text(_ count: Int) throws(CheckpointError) -> String {
    guard count <= bytes.count - place else { throw malformed("its pickle breaks off") }
    defer { place += count }
    guard let text = String(validating: bytes[place..<place + count], as: UTF8.self) else {
      throw malformed("its pickle holds a name that is not UTF-8")
    }
    return text
  }

  private mutating func line() throws(CheckpointError) -> String {
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw malformed("its pickle breaks off")
    }
    defer { place = end + 1 }
    guard let line = String(validating: bytes[place..<end], as: UTF8.self) else {
      throw malformed("its pickle holds a name that is not UTF-8")
    }
    return line
  }

  private mutating func global() throws(CheckpointError) -> TorchGlobal {
    let name = try line() + "." + line()
    guard let global = TorchGlobal(rawValue: name) else {
      throw .foreignClass(name: name, file: file)
    }
    return global
  }

  private mutating func protocolVersion() throws(CheckpointError) {
    let version = try byte()
    guard version == 2 else {
      throw .unsupported(
        file: file,
        reason: "its pickle has protocol \(version); save it again with torch's own, which is 2")
    }
  }

  private func malformed(_ reason: String) -> CheckpointError {
    .malformed(file: file, reason: reason)
  }
}

// MARK: - The stack

extension Unpickler {
  /// The stack below the innermost mark is out of reach until the mark is closed.
  private var floor: Int { marks.last ?? 0 }

  private func top() throws(CheckpointError) -> PickleValue {
    guard stack.count > floor, let top = stack.last else {
      throw malformed("its pickle takes from an empty stack")
    }
    return top
  }

  private mutating func pop(_ count: Int) throws(CheckpointError) -> [PickleValue] {
    guard stack.count - count >= floor else {
      throw malformed("its pickle takes from an empty stack")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(CheckpointError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw malformed("its pickle closes no mark") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  private func remembered(_ number: Int) throws(CheckpointError) -> PickleValue {
    guard let value = memo[number] else {
      throw malformed("its pickle recalls number \(number), which it never stored")
    }
    return value
  }

  private mutating func push(tuple: [PickleValue]) {
    tuples.append(tuple)
    stack.append(.tuple(tuples.count - 1))
  }

  private mutating func pushDictionary() {
    dictionaries.append([])
    stack.append(.dictionary(dictionaries.count - 1))
  }

  private mutating func append(_ values: [PickleValue]) throws(CheckpointError) {
    guard case .list(let number) = try top() else { throw malformed("it appends to no list") }
    lists[number] += values
  }

  private mutating func setItems(_ values: [PickleValue]) throws(CheckpointError) {
    guard case .dictionary(let number) = try top(), values.count.isMultiple(of: 2) else {
      throw malformed("it sets items of no dictionary")
    }
    for index in stride(from: 0, to: values.count, by: 2) {
      dictionaries[number].append((values[index], values[index + 1]))
    }
  }
}

// MARK: - Torch's own

extension Unpickler {
  private func items(_ value: PickleValue) throws(CheckpointError) -> [PickleValue] {
    guard case .tuple(let number) = value else { throw malformed("a tuple is missing") }
    return tuples[number]
  }

  private func numbers(_ value: PickleValue) throws(CheckpointError) -> [Int] {
    let items = try items(value)
    guard items.count <= Self.mostAxes else {
      throw malformed("a tensor in its pickle has \(items.count) axes")
    }
    var numbers: [Int] = []
    for item in items {
      guard case .int(let number) = item, number >= 0 else {
        throw malformed("a shape holds something that is no size")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// A storage, as torch writes it: `("storage", class, key, device, count)`.
  private mutating func persistent() throws(CheckpointError) {
    let parts = try items(try pop(1)[0])
    guard parts.count == 5, parts[0] == .string("storage"), case .global(let type) = parts[1],
      type.numberSize != nil, case .string(let key) = parts[2], case .int(let count) = parts[4],
      count >= 0
    else { throw malformed("a persistent name in its pickle is no storage") }
    storages.append(TorchStorage(type: type, key: key, count: count))
    stack.append(.storage(storages.count - 1))
  }

  private mutating func reduce() throws(CheckpointError) {
    let call = try pop(2)
    guard case .global(let global) = call[0] else {
      throw malformed("it calls something that is no class")
    }
    let arguments = try items(call[1])
    switch global {
    case .orderedDictionary where arguments.isEmpty:
      pushDictionary()
    case .rebuildTensor where arguments.count >= 4:
      guard case .storage(let storage) = arguments[0], case .int(let offset) = arguments[1],
        offset >= 0
      else { throw malformed("a tensor in its pickle has no storage") }
      guard tensors.count < Self.mostTensors else {
        throw malformed("its pickle has more than \(Self.mostTensors) tensors")
      }
      tensors.append(
        TorchTensor(
          storage: storages[storage], offset: offset, shape: try numbers(arguments[2]),
          strides: try numbers(arguments[3])))
      stack.append(.tensor(tensors.count - 1))
    case .rebuildParameter where !arguments.isEmpty:
      stack.append(arguments[0])
    default:
      throw malformed("it calls \(global.rawValue) with \(arguments.count) arguments")
    }
  }

  /// Torch hangs `_metadata` onto a state dictionary; no tensor is in it.
  private mutating func build() throws(CheckpointError) {
    _ = try pop(1)
    guard case .dictionary = try top() else {
      throw malformed("it sets attributes of something that is no dictionary")
    }
  }
}
