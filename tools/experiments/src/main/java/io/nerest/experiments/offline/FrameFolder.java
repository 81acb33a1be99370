package io.nerest.experiments.offline;

import io.nerest.experiments.data.PoolFrame;
import io.nerest.formats.time.CaptureTimeFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The frames of a folder, for commands without a campaign. */
public final class FrameFolder {
    private FrameFolder() {}

    /** Reads the frames of a folder with their cameras and times of capture; unusable ones are noted and left out. */
    public static List<PoolFrame> read(Path folder, Consumer<String> notes) throws IOException {
        return OfflineData.pool(folder, Set.of(), CaptureTimeFinder.usual(ZoneOffset.UTC), notes);
    }

    /** Returns the base checkpoint of this installation that has seen real fish. */
    public static Path builtInBase() {
        return Path.of(System.getProperty("nerest.home", ".")).resolve(OfflineConfigFile.BASE);
    }
}
