package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nerest.arguments.training.RunArguments;
import io.nerest.arguments.training.TrainingArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path project;

    @Test
    void aRunTakesTheFirstFreeFolderUnlessItMayWriteIntoOneThatIsThere() throws Exception {
        RunArguments arguments = arguments(Map.of("name", "a"));

        assertThat(RunFolder.create(arguments).path()).isEqualTo(project.resolve("a"));
        assertThat(RunFolder.create(arguments).path()).isEqualTo(project.resolve("a2"));
        assertThat(RunFolder.create(arguments).path()).isEqualTo(project.resolve("a3"));
        assertThat(RunFolder.create(arguments(Map.of("name", "a", "exist_ok", "True")))
                        .path())
                .isEqualTo(project.resolve("a"));
    }

    @Test
    void argumentsAreReadBackAsTheyWereWritten() throws Exception {
        TrainingArguments arguments = TrainingArguments.parse(
                Map.of("project", project.toString(), "data", "data: #1.yaml", "lr0", "1e-4", "optimizer", "SGD"));
        RunFolder folder = RunFolder.create(arguments.run());

        folder.writeArguments(arguments);

        assertThat(folder.readArguments()).isEqualTo(arguments);
        assertThat(Files.readString(folder.arguments())).contains("optimizer: SGD", "close_mosaic: 10");
    }

    @Test
    void anInvalidArgsYamlIsRejected() throws Exception {
        RunFolder folder = RunFolder.create(arguments(Map.of()));

        Files.writeString(folder.arguments(), "epoch: 3\n");
        assertThatIllegalArgumentException()
                .isThrownBy(folder::readArguments)
                .withMessageContaining("did you mean 'epochs'");
        Files.writeString(folder.arguments(), "- 1\n");
        assertThatIllegalArgumentException()
                .isThrownBy(folder::readArguments)
                .withMessageContaining("is not a map of arguments");
        Files.writeString(folder.arguments(), "a: [");
        assertThatIllegalArgumentException()
                .isThrownBy(folder::readArguments)
                .withMessageContaining("is not valid YAML");
        Files.writeString(folder.arguments(), "a: !!java.io.File [b]");
        assertThatIllegalArgumentException().isThrownBy(folder::readArguments);
    }

    @Test
    void aRunToResumeIsFoundByNameByFolderAndByItsWeights() throws Exception {
        RunFolder folder = RunFolder.create(arguments(Map.of("name", "a")));
        Files.createFile(folder.resumeState());
        Files.createFile(folder.last());

        assertThat(RunFolder.toResume(arguments(Map.of("name", "a", "resume", "True")))
                        .path())
                .isEqualTo(folder.path());
        assertThat(RunFolder.toResume(arguments(Map.of("resume", folder.path().toString())))
                        .path())
                .isEqualTo(folder.path());
        assertThat(RunFolder.toResume(arguments(Map.of("resume", folder.last().toString())))
                        .path())
                .isEqualTo(folder.path());
    }

    @Test
    void aRunWithoutAStateCannotBeResumed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunFolder.toResume(arguments(Map.of("name", "none", "resume", "True"))))
                .withMessageContaining("resume=True")
                .withMessageContaining("resume.safetensors does not exist");
    }

    private RunArguments arguments(Map<String, String> given) {
        return TrainingArguments.parse(Map.of("project", project.toString()))
                .with(given)
                .run();
    }
}
