/// Taking from the stack and putting onto it.
extension Unpickler {
  /// The stack below the innermost mark is out of reach until the mark is closed.
  var floor: Int { marks.last ?? 0 }

  func top() throws(CheckpointError) -> PickleValue {
    guard stack.count > floor, let top = stack.last else {
      throw malformed("its pickle takes from an empty stack")
    }
    return top
  }

  mutating func pop(_ count: Int) throws(CheckpointError) -> [PickleValue] {
    guard stack.count - count >= floor else {
      throw malformed("its pickle takes from an empty stack")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  mutating func popToMark() throws(CheckpointError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw malformed("its pickle closes no mark") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  func remembered(_ number: Int) throws(CheckpointError) -> PickleValue {
    guard let value = memo[number] else {
      throw malformed("its pickle recalls number \(number), which it never stored")
    }
    return value
  }

  mutating func push(tuple: [PickleValue]) {
    tuples.append(tuple)
    stack.append(.tuple(tuples.count - 1))
  }

  mutating func pushDictionary() {
    dictionaries.append([])
    stack.append(.dictionary(dictionaries.count - 1))
  }

  mutating func append(_ values: [PickleValue]) throws(CheckpointError) {
    guard case .list(let number) = try top() else { throw malformed("it appends to no list") }
    lists[number] += values
  }

  mutating func setItems(_ values: [PickleValue]) throws(CheckpointError) {
    guard case .dictionary(let number) = try top(), values.count.isMultiple(of: 2) else {
      throw malformed("it sets items of no dictionary")
    }
    for index in stride(from: 0, to: values.count, by: 2) {
      dictionaries[number].append((values[index], values[index + 1]))
    }
  }
}
