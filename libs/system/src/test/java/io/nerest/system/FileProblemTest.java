package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every reason names the obstacle, the place and the remedy. */
class FileProblemTest {

    @Test
    void aMissingPermissionNamesTheUserAndThePlace() {
        assertThat(FileProblem.reason(new AccessDeniedException("/srv/runs")))
                .isEqualTo("permission denied for user '" + System.getProperty("user.name")
                        + "' at /srv/runs; change its permissions, or name another place");
    }

    @Test
    void aReadOnlyFileSystemIsNamed() {
        assertThat(FileProblem.reason(new FileSystemException("/mnt/cd/runs", null, "Read-only file system")))
                .isEqualTo("the file system of /mnt/cd/runs is read-only; name a place on another one");
    }

    @Test
    void aFileInTheWayIsNamed() {
        assertThat(FileProblem.reason(new FileAlreadyExistsException("/srv/runs")))
                .isEqualTo("/srv/runs is a file, where a folder is needed; remove it, or name another place");
        assertThat(FileProblem.reason(new FileSystemException("/srv/runs/a", null, "Not a directory")))
                .contains("a part of the path /srv/runs/a is a file");
    }

    @Test
    void aFullDeviceIsNamedAndTheMessageOfAnUnwritableFileContainsTheReason() {
        assertThat(new UnwritableException(
                        Path.of("/srv/a"), new FileSystemException("/srv/a.part", null, "No space left on device")))
                .hasMessage("/srv/a cannot be written: no space is left on the device of /srv/a.part; free some, or"
                        + " name another place");
    }
}
