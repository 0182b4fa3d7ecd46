/// The version of this library and of its command.
public enum TrefoilVersion {
  /// The present one, as semantic versioning writes it.
  public static let current = "0.1.0"
}
