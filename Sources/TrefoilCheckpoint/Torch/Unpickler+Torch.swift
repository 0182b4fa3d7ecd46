/// What torch builds out of the values.
extension Unpickler {
  func items(_ value: PickleValue) throws(CheckpointError) -> [PickleValue] {
    guard case .tuple(let number) = value else { throw malformed("a tuple is missing") }
    return tuples[number]
  }

  func numbers(_ value: PickleValue) throws(CheckpointError) -> [Int] {
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
  mutating func persistent() throws(CheckpointError) {
    let parts = try items(try pop(1)[0])
    guard parts.count == 5, parts[0] == .string("storage"), case .global(let type) = parts[1],
      type.numberType != nil, case .string(let key) = parts[2], case .int(let count) = parts[4],
      count >= 0
    else { throw malformed("a persistent name in its pickle is no storage") }
    storages.append(TorchStorage(type: type, key: key, count: count))
    stack.append(.storage(storages.count - 1))
  }

  mutating func reduce() throws(CheckpointError) {
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
  mutating func build() throws(CheckpointError) {
    _ = try pop(1)
    guard case .dictionary = try top() else {
      throw malformed("it sets attributes of something that is no dictionary")
    }
  }
}
