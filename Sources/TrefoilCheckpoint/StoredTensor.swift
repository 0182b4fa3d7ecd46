internal import SystemPackage
package import TrefoilFiles
package import TrefoilTensor

/// Where a file holds a tensor: `count` numbers, all of them inside the file.
package struct StoredTensor: Sendable {
  /// The numbers' type, by the name that the file's format gives it.
  package let typeName: String
  /// The same; nil for one that is not known.
  package let type: NumberType?
  /// The number of entries along each axis, outermost first.
  package let shape: [Int]
  /// The number of numbers, the product of the shape's entries; zero for a type that is not known,
  /// whose shape nobody can check against the file's bytes.
  package let count: Int
  /// The file that holds it.
  package let file: MappedFile
  /// The first byte's place in the file.
  package let offset: Int

  /// The numbers as halves, where they lie if they are halves already.
  package func halves(named name: String) throws(CheckpointError) -> HalfTensor {
    guard let type, type.isWeight else {
      throw .numberType(tensor: name, type: typeName, file: file.path)
    }
    do {
      return try HalfTensor(file, at: offset, format: type, shape: shape)
    } catch {
      throw .unrepresentable(
        tensor: name, index: error.index, value: error.value, file: file.path)
    }
  }
}

/// The product of a shape's entries, or nil where one is negative or the product overflows.
func numberCount(of shape: [Int]) -> Int? {
  var count = 1
  for entry in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: entry)
    guard entry >= 0 && !overflow else { return nil }
    count = product
  }
  return count
}
