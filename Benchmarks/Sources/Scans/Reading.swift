import CInstructionCeilings
import TrefoilTensor

/// A plain loop over bytes: what no scan of them can pass.
func read<Element: BitwiseCopyable>(_ numbers: [Element], team: ThreadTeam) {
  numbers.withUnsafeBytes { bytes in
    guard let first = bytes.baseAddress else { return }
    // Pieces as a scan has, in whole steps of the loop and from a cache line on.
    let size = 3 << 20
    let start = first.alignedUp(toMultipleOf: 64)
    let pieces = max((bytes.count - (start - first)) / size, 0)
    team.forEach(pieces: pieces) { piece, _ in
      _ = trefoil_read_memory(start + piece * size, size)
    }
  }
}

/// How long a call takes.
func milliseconds(_ body: () -> Void) -> Double {
  ContinuousClock().measure(body) / .milliseconds(1)
}
