package io.nerest.cameras.hostile;

import java.io.IOException;
import java.util.List;

/** The corpus as files, for services that receive such files. */
public final class HostileCorpus {
    private HostileCorpus() {}

    /** Returns images: valid ones of all kinds, and each format truncated, with false headers, and with other content. */
    public static List<HostileFile> images() throws IOException {
        return HostileImages.files();
    }

    /** Returns archives: names that lead out of a folder, links, devices, bombs, false sizes, and damaged ones. */
    public static List<HostileFile> archives() throws IOException {
        return HostileArchives.files();
    }
}
