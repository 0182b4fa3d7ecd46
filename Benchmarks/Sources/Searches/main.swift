// Makes passages, keeps them in an index and times it: our half of Benchmarks/search/search.py.
// Each subcommand answers with one line of JSON. See Benchmarks/README.md.
//
//   TREFOIL_BENCHMARKS=1 swift build -c release --product Searches

import Foundation

do {
  let arguments = try Arguments(CommandLine.arguments.dropFirst(2))
  switch CommandLine.arguments.dropFirst().first {
  case "encode": try await encode(arguments)
  case "keep": try await keep(arguments)
  case "make": try make(arguments)
  case "build": try await build(arguments)
  case "search": try await search(arguments)
  case "open": try await open(arguments)
  case "change": try await change(arguments)
  case "watch": try await watch(arguments)
  default:
    throw SearchesError("Searches encode|keep|make|build|search|open|change|watch …")
  }
} catch {
  try FileHandle.standardError.write(contentsOf: Data("Searches: \(error)\n".utf8))
  exit(1)
}
