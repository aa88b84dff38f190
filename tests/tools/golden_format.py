"""lit's side of the golden cases: every folder with a file `args` is a test, run by tests/tools/golden."""
import os
import subprocess

import lit.formats
import lit.Test


class Golden(lit.formats.TestFormat):
    def getTestsInDirectory(self, suite, path, lit_config, local_config):
        folder = suite.getSourcePath(path)
        for name in sorted(os.listdir(folder)):
            if os.path.exists(os.path.join(folder, name, "args")):
                yield lit.Test.Test(suite, path + (name,), local_config)

    def execute(self, test, lit_config):
        config = test.config
        work = os.path.join(config.hpcc_exec, "golden", "Output", test.path_in_suite[-1])
        tool = os.path.join(config.test_source_root, "tools", "golden")
        run = subprocess.run([tool, config.hpcc_bin, test.getSourcePath(), work], capture_output=True, text=True,
                             env=dict(config.environment))
        return (lit.Test.FAIL if run.returncode else lit.Test.PASS), run.stdout + run.stderr
