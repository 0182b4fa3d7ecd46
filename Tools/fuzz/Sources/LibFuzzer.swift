import Foundation

/// What libFuzzer, whose own `main` runs the process, calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  try? FuzzTarget.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)), scratch)
  return 0
}

// One process runs one input after the other.
nonisolated(unsafe) private let scratch: Scratch = {
  do {
    return try Scratch()
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(64)
  }
}()
