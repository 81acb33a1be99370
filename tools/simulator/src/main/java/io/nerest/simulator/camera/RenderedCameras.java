package io.nerest.simulator.camera;

import io.nerest.simulator.camera.CameraSpec.Bed;
import io.nerest.simulator.camera.CameraSpec.Lens;
import io.nerest.simulator.camera.CameraSpec.Light;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.CameraSpec.Traffic;
import io.nerest.simulator.camera.CameraSpec.Viewpoint;
import io.nerest.simulator.camera.CameraSpec.Water;
import io.nerest.simulator.random.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates cameras by index; each has a different appearance. Cameras from index {@link #BASE_FIRST} on are reserved for
 * training base checkpoints. Their streams differ from those of the other cameras, so a detector trained on them can
 * still improve on the others.
 */
public final class RenderedCameras {
    /** First index of the cameras reserved for base checkpoints. */
    public static final int BASE_FIRST = 100;

    /** Colours of one kind of stream: water, sand, stones and accent stones. */
    private record Stream(int haze, int sand, int stone, int accent) {}

    private static final List<Stream> STREAMS = List.of(
            new Stream(0x4a6a4c, 0x6e6a50, 0x7c7a66, 0x5a4a3a),
            new Stream(0x6a4e26, 0x7a6238, 0x8a7654, 0x5c4634),
            new Stream(0x3a6a72, 0x868072, 0x8e8e88, 0x66544a),
            new Stream(0x7a8070, 0x827a66, 0x74746c, 0x8c6e5a));
    private static final List<Stream> BASE_STREAMS = List.of(
            new Stream(0x3c6c8c, 0x8a8c86, 0x989c9c, 0x7a7e84),
            new Stream(0x4c7a86, 0x94907e, 0xa09c8e, 0x6e6a66),
            new Stream(0x5a7c70, 0x84847a, 0x8a8c86, 0x9a8a78));
    private static final List<Stand> STANDS = List.of(Stand.SIDE, Stand.OVERHEAD, Stand.SIDE, Stand.OBLIQUE);

    private RenderedCameras() {}

    /**
     * Returns a camera.
     *
     * @param index from 1
     * @param seed random seed of the appearance
     */
    public static CameraSpec camera(int index, long seed) {
        if (index < 1) {
            throw new IllegalArgumentException("camera indices start from 1, not " + index);
        }
        Draws draws = Draws.of(seed, index, 7);
        boolean base = index >= BASE_FIRST;
        List<Stream> streams = base ? BASE_STREAMS : STREAMS;
        Stream stream = streams.get((index - 1) % streams.size());
        Stand stand = STANDS.get((index - 1 + (index - 1) / STANDS.size()) % STANDS.size());
        boolean side = stand == Stand.SIDE;
        return new CameraSpec(
                index,
                "cam-%02d".formatted(index),
                viewpoint(stand, draws),
                new Bed(
                        vary(stream.sand(), draws),
                        vary(stream.stone(), draws),
                        vary(stream.accent(), draws),
                        draws.in(0.025, 0.075),
                        draws.in(0.7, 2.3),
                        base ? draws.in(0, 0.4) : draws.in(0.1, 0.9),
                        1 + draws.below(5),
                        draws.below(side ? 6 : 4)),
                water(side, base, stream, draws),
                light(base, draws),
                lens(base, draws),
                traffic(draws));
    }

    private static Viewpoint viewpoint(Stand stand, Draws draws) {
        return switch (stand) {
            case SIDE -> new Viewpoint(stand, draws.in(0.3, 0.52), draws.in(0.22, 0.42), draws.in(0.35, 0.8), 0, 0, 1);
            case OBLIQUE -> {
                double near = draws.in(300, 430);
                yield new Viewpoint(
                        stand, 0, 0, draws.in(0.3, 0.6), near * draws.in(0.45, 0.65), near, draws.in(0.5, 0.7));
            }
            case OVERHEAD -> {
                double near = draws.in(230, 380);
                yield new Viewpoint(
                        stand, 0, 0, draws.in(0.25, 0.6), near * draws.in(0.9, 1), near, draws.in(0.88, 0.98));
            }
        };
    }

    private static Water water(boolean side, boolean base, Stream stream, Draws draws) {
        double visibility = base ? draws.in(2.6, 4.5) : draws.in(1.3, 3.2);
        double flow = draws.in(0.25, 0.8) * (draws.chance(0.5) ? 1 : -1);
        return new Water(
                vary(stream.haze(), draws),
                side ? visibility : visibility * 0.8,
                side ? 0 : draws.in(1.2, 4.5),
                draws.in(0.25, 0.85),
                draws.in(0.15, 0.8),
                draws.in(0, 0.9),
                flow,
                (base ? 30 : 60) + draws.below(90),
                base ? draws.in(0, 0.12) : draws.in(0.05, 0.35));
    }

    private static Light light(boolean base, Draws draws) {
        int[] tints = {0xffffff, 0xe6f4ea, 0xf4e8fa, 0xe8eefa};
        return new Light(
                draws.in(0.85, 1.12),
                draws.chance(base ? 0.35 : 0.75),
                draws.in(0.38, 0.62),
                draws.in(0.42, 0.6),
                draws.in(0.36, 0.55),
                tints[draws.below(tints.length)]);
    }

    private static Lens lens(boolean base, Draws draws) {
        double warm = draws.in(-1, 1) * (base ? 0.05 : 0.12);
        double green = draws.in(-1, 1) * (base ? 0.03 : 0.06);
        return new Lens(
                Rgb.of(244 * (1 + warm), 244 * (1 + green), 244 * (1 - warm)),
                draws.in(1, 1.3),
                draws.in(0.7, 1.2),
                draws.in(1.5, 5),
                draws.in(0, 0.8),
                draws.in(0.1, 0.5),
                draws.chance(0.4));
    }

    private static Traffic traffic(Draws draws) {
        List<SalmonKind> kinds = new ArrayList<>(List.of(SalmonKind.values()));
        while (kinds.size() > 3) {
            kinds.remove(draws.below(kinds.size()));
        }
        double smallest = draws.in(0.32, 0.45);
        return new Traffic(
                kinds,
                smallest,
                smallest * draws.in(1.4, 2),
                draws.in(0.08, 0.2),
                draws.in(2.2, 4.2),
                draws.in(1, 3.5),
                16,
                0.4);
    }

    private static int vary(int colour, Draws draws) {
        return Rgb.of(
                Rgb.red(colour) * draws.in(0.88, 1.12),
                Rgb.green(colour) * draws.in(0.92, 1.08),
                Rgb.blue(colour) * draws.in(0.88, 1.12));
    }
}
