package io.nerest.ingest.annotation;

import java.nio.file.Path;

/** Changes messages about unpacked files so that they name what the sender sent, and what the sender can do. */
final class SenderText {
    private final String folder;

    /** @param folder into which the upload was unpacked */
    SenderText(Path folder) {
        this.folder = folder.toAbsolutePath().normalize().toString();
    }

    String of(String message) {
        return message.replace(folder + "/", "")
                .replace(folder, "the upload")
                .replace("; name the folder by --images", "; add the image files to the archive")
                .replace("; name its folder by --images", "; add the image file to the archive")
                .replace("; name it by --from, one of", "; name it by 'format', one of")
                .replace(", or raise --max-boxes", "")
                .replaceAll("\\p{Cntrl}", "?");
    }
}
