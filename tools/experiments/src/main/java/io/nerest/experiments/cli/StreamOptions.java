package io.nerest.experiments.cli;

import io.nerest.experiments.data.RenderedStreams;
import picocli.CommandLine.Option;

/** Options of the streams that are rendered if no data set is given. */
final class StreamOptions {
    @Option(
            names = "--streams",
            defaultValue = "6",
            paramLabel = "K",
            description = "Cameras; every fourth has a quarter of the first one's frames (default: ${DEFAULT-VALUE}).")
    private int streams = 6;

    @Option(
            names = "--frames",
            defaultValue = "720",
            paramLabel = "N",
            description = "Frames of the pool (default: ${DEFAULT-VALUE}).")
    private int frames = 720;

    @Option(
            names = "--validation-frames",
            defaultValue = "240",
            paramLabel = "N",
            description = "Validation frames, later ones of all cameras equally (default: ${DEFAULT-VALUE}).")
    private int validation = 240;

    @Option(
            names = "--quiet",
            defaultValue = "0.7",
            paramLabel = "SHARE",
            description = "Share of the pool's clips without a fish (default: ${DEFAULT-VALUE}).")
    private double quiet = 0.7;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed of the streams; another seed gives other cameras (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--width",
            defaultValue = "448",
            paramLabel = "PX",
            description = "Width of the frames (default: ${DEFAULT-VALUE}).")
    private int width = 448;

    RenderedStreams streams() {
        return new RenderedStreams(streams, frames, validation, quiet, seed, width);
    }
}
