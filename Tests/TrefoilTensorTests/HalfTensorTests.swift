import Foundation
import TrefoilTesting
import Testing
import TrefoilFiles
import TrefoilTensor

@Suite("Numbers taken from files")
struct HalfTensorTests {
  private func bytes(_ floats: [Float]) -> [UInt8] {
    floats.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
  }

  private func bytes(_ words: [UInt16]) -> [UInt8] {
    words.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  @Test("halves are used where they lie, and copied where they can't be")
  func mapped() throws {
    let directory = try TemporaryDirectory()
    var numbers = SeededNumbers(seed: 21)
    let halves = numbers.halves(12)
    let path = try directory.write([0] + bytes(halves) + [0] + bytes(halves), to: "halves")
    let file = try MappedFile(path: path)
    let odd = try HalfTensor(file, at: 1, format: .float16, shape: [3, 4])
    let even = try HalfTensor(file, at: 26, format: .float16, shape: [12])
    #expect(!odd.isMapped && even.isMapped)
    #expect(odd.halves() == halves && even.halves() == halves)
    #expect(even.floats().map(Double.init) == halves.map(value(ofHalf:)))
  }

  @Test("fp32 and bf16 that lie anywhere are converted")
  func converted() throws {
    let directory = try TemporaryDirectory()
    let floats: [Float] = [1, -2, 0.5, 0, 65504]
    let brains: [UInt16] = [0x3f80, 0xc000, 0x3f00, 0x0000, 0x4700]
    let path = try directory.write([9] + bytes(floats) + bytes(brains), to: "numbers")
    let file = try MappedFile(path: path)
    let one = try HalfTensor(file, at: 1, format: .float32, shape: [5])
    #expect(one.halves() == [0x3c00, 0xc000, 0x3800, 0, 0x7bff])
    let other = try HalfTensor(file, at: 21, format: .bfloat16, shape: [5])
    #expect(other.halves() == [0x3c00, 0xc000, 0x3800, 0, 0x7800])
  }

  @Test("a number that fp16 cannot hold is an error with its place and value")
  func unrepresentable() throws {
    let directory = try TemporaryDirectory()
    let file = try MappedFile(path: directory.write(bytes([1, 1e6] as [Float]), to: "numbers"))
    let error = #expect(throws: UnrepresentableNumber.self) {
      try HalfTensor(file, at: 0, format: .float32, shape: [2])
    }
    #expect(error?.index == 1)
    #expect(error?.value == 1e6)
  }

  @Test("a table larger than what is converted at once is converted whole")
  func large() throws {
    let directory = try TemporaryDirectory()
    let count = (4 << 20) + 3
    var numbers = [UInt16](repeating: 0x3f80, count: count)
    numbers[count - 1] = 0xc000
    let path = try directory.write(bytes(numbers), to: "numbers")
    let halves = try HalfTensor(
      MappedFile(path: path), at: 0, format: .bfloat16, shape: [count]
    ).halves()
    #expect(halves.dropLast().allSatisfy { $0 == 0x3c00 } && halves.last == 0xc000)
    numbers[count - 2] = 0x7f80
    try directory.write(bytes(numbers), to: "numbers")
    let file = try MappedFile(path: path)
    #expect {
      try HalfTensor(file, at: 0, format: .bfloat16, shape: [count])
    } throws: { error in
      (error as? UnrepresentableNumber)?.index == count - 2
    }
  }

  @Test("a file that is missing, or no file, is a typed error that names it")
  func files() throws {
    let directory = try TemporaryDirectory()
    #expect {
      try MappedFile(path: directory.path.appending("none"))
    } throws: { error in
      if case FileError.unreadable = error { "\(error)".contains("none") } else { false }
    }
    #expect(throws: FileError.notAFile(path: directory.path)) {
      try MappedFile(path: directory.path)
    }
    let empty = try MappedFile(path: directory.write([], to: "empty"))
    #expect(empty.count == 0)
  }
}
