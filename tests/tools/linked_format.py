"""lit's shell tests, with the links of the configuration in the names of files: lit itself resolves those."""
import lit.formats


class ShTest(lit.formats.ShTest):
    def execute(self, test, litConfig):
        test.suite.source_root = test.config.test_source_root
        test.suite.exec_root = test.config.test_exec_root
        return super().execute(test, litConfig)
