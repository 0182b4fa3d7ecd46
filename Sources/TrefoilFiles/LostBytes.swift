internal import CTrefoilFiles

/// What becomes of a process that reads a mapped file whose end was cut off meanwhile.
package enum LostBytes {
  /// From now on, such a read names the file on standard error, removes the process's temporary
  /// files and ends it with `status`; without this, the system ends it with SIGBUS.
  ///
  /// It is for programs: a library leaves the process's signals alone.
  package static func end(with status: Int32) { trefoil_end_at_lost_bytes(status) }
}
