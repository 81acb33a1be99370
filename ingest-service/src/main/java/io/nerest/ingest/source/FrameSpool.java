package io.nerest.ingest.source;

import io.nerest.contracts.FrameSource;
import io.nerest.ingest.frame.RegistrationOutcome;
import io.nerest.ingest.frame.UploadService;
import io.nerest.video.spec.SpooledFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The frames of one source between decoding and registration. A file is removed after its frame is registered; a process
 * that is killed between the two leaves a file whose frame is then found to exist.
 */
final class FrameSpool {
    private final String streamId;
    private final Path folder;
    private final UploadService intake;

    FrameSpool(Path root, String streamId, UploadService intake) {
        this.streamId = streamId;
        this.folder = root.resolve(streamId);
        this.intake = intake;
    }

    Path folder() {
        return folder;
    }

    /** Receives the outcome of each frame. */
    interface Listener {
        void registered(SpooledFrame frame, RegistrationOutcome outcome);
    }

    /**
     * Registers all frames that are complete, in the order of capture.
     *
     * @return how many
     * @throws IOException if a file cannot be read
     */
    int registerAll(Listener listener) throws IOException {
        int registered = 0;
        for (SpooledFrame frame : frames()) {
            // The decoder drops its oldest files when the folder is full: this one is taken out of its reach.
            Path taken = frame.file().resolveSibling(frame.file().getFileName() + ".taken");
            try {
                Files.move(frame.file(), taken);
            } catch (NoSuchFileException e) {
                continue;
            }
            register(frame, taken, listener);
            registered++;
        }
        return registered;
    }

    private void register(SpooledFrame frame, Path taken, Listener listener) throws IOException {
        RegistrationOutcome outcome = intake.register(streamId, taken, frame.capturedAt(), FrameSource.CAMERA);
        listener.registered(frame, outcome);
        Files.deleteIfExists(taken);
    }

    private List<SpooledFrame> frames() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(SpooledFrame::of)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(SpooledFrame::capturedAt).thenComparing(SpooledFrame::number))
                    .toList();
        }
    }

    /** Gives back the frames that were taken and not registered, because a process was killed or the store failed. */
    void giveBack() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path taken :
                    files.filter(file -> file.toString().endsWith(".taken")).toList()) {
                String name = String.valueOf(taken.getFileName());
                Files.move(taken, taken.resolveSibling(name.substring(0, name.length() - ".taken".length())));
            }
        }
    }
}
