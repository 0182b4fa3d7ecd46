package import SystemPackage
internal import TrefoilFiles
internal import TrefoilModel
package import TrefoilText

extension TokenizerFile {
  /// Finds the tokenizer's file of a model, in the encoder's folder.
  ///
  /// - Throws: `ConfigurationError.file` if it is a link that leads to nothing, or if one of the
  ///   files that change tokens is that or what a clone without Git LFS leaves;
  ///   `TokenizerError.missing`.
  package static func found(in folder: FilePath) throws -> TokenizerFile {
    let file: TokenizerFile
    do {
      file = try TokenizerFile(directory: folder)
    } catch {
      guard case .missing = error else { throw error }
      for name in fileNames {
        if let link = folder.appending(name).danglingLink { throw ConfigurationError.file(link) }
      }
      throw error
    }
    for name in file.names + TransformerFile.names {
      let path = folder.appending(name)
      guard try ConfigurationFile.isPresent(path) else { continue }
      do throws(FileError) {
        try MappedFile(path: path).refuseGitPointer()
      } catch {
        guard case .gitPointer = error else { continue }
        throw ConfigurationError.file(error)
      }
    }
    return file
  }
}
