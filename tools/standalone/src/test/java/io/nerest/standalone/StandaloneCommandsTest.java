package io.nerest.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options are checked before any process is started. */
class StandaloneCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --strategy least-confidense | least-confidence",
                "demo --rounds 0 | --rounds=0: must be a whole number from 1 to 1000",
                "demo --rounds 1000000000 | --rounds=1000000000: must be a whole number from 1 to 1000",
                "demo --batch-size 0 | --batch-size=0: must be a whole number from 1 to 1000000",
                "demo --imgsz 100 | --imgsz=100: must be a multiple of 32 from 32 to 2048",
                "demo --base none.safetensors | --base=none.safetensors: the file does not exist",
                "demo --base src | --base=src: is a folder",
                "demo --base pom.xml | --base=pom.xml: is not a safetensors file",
                "demo --strategy gaussain-near-mu | did you mean 'gaussian-near-mu'?",
                "demo --data none.yaml | none.yaml",
                "demo --epochs many | --epochs=many: must be a whole number",
                "demo --stack kafka=kafka:9092 --base x.safetensors | is not allowed with --stack",
                "demo --store-notifies | --store-notifies: needs --stack",
                "setup --kafka localhost:9092 --replicas 0 | --replicas=0: must be a whole number from 1 to 15",
                "up --classes fish,fish | occurs twice",
                "up --classes fish,,crab | is blank",
                "up --base none.safetensors | --base=none.safetensors: the file does not exist",
                "up --data-dir pom.xml | pom.xml is a file, where a folder is needed",
                "status --data-dir pom.xml | --data-dir=pom.xml: is a file",
                "demo --console --stack kafka=kafka:9092 | --console: is not allowed with --stack",
                "console --role ADMIN | --role",
                "console --name= | --name: must have 1 to 100 characters",
                "console --url http://localhost:8085 | NEREST_CONSOLE_KEY",
                "backup --data-dir none --out none | no stack runs on none",
                "restore --data-dir none --lost disk | --lost: there is no part 'disk'; the parts are postgres, store and kafka",
                "restore --data-dir none --lost postgres,kafka | --backup: name the backup from which to restore",
                "restore --data-dir none --lost store --backup src | src is not a backup: it has no backup.json",
                "dead-letters --data-dir none | no stack runs on none",
                "dead-letters --url selector | --url=selector: must be an address such as http://localhost:8080",
                "dead-letters --limit 0 | --limit=0: must be a whole number from 1 to 2000",
                "dead-letters resend | ID",
                "dead-letters resend --wait -1 frames.dead-letter-0-1 | --wait=-1: must be a whole number from 0 to 3600",
            })
    void anInvalidOptionIsRejectedWithExitCode2(String line, String message) {
        int code = run(line + (line.startsWith("demo") ? " --out " + folder.resolve("demo") : ""));

        assertThat(err.toString()).contains(message);
        assertThat(code).isEqualTo(2);
        assertThat(folder.resolve("demo")).doesNotExist();
    }

    @Test
    void aDirectoryThatNoDemoCreatedIsNotDeleted() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "text");

        int code = run("demo --out " + folder);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("was not created by a demo");
        assertThat(folder.resolve("thesis.txt")).exists();
    }

    @Test
    void theStatusOfAnUnusedDirectoryNamesTheCommandThatStartsAStack() {
        int code = run("status --data-dir " + folder.resolve("none"));

        assertThat(code).isEqualTo(3);
        assertThat(out.toString()).contains("no stack runs on").contains("./nerest up --data-dir");
    }

    @Test
    void anAddressOfTheConsoleNeedsARunningStack() {
        int code = run("console --data-dir " + folder.resolve("none"));

        assertThat(code).isEqualTo(3);
        assertThat(out.toString()).contains("no stack with a console runs on").contains("./nerest up --data-dir");
    }

    private int run(String line) {
        return Standalone.commandLine()
                .writingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(line.split(" ", -1));
    }
}
