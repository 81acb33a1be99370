package io.nerest.simulator.scene;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.random.Draws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The contents of one clip of a camera.
 *
 * @param number number of the clip in the stream, from 0
 * @param lighting light of the clip
 * @param swimmers fish
 * @param drifters drifting debris
 */
public record Clip(int number, Lighting lighting, List<Swimmer> swimmers, List<Drifter> drifters) {
    /** Number of different fish textures per camera. */
    public static final int DRESSES = 8;
    /** Number of different debris textures per camera. */
    public static final int THINGS = 9;

    public Clip {
        swimmers = List.copyOf(swimmers);
        drifters = List.copyOf(drifters);
    }

    /** The clip of a frame and its time within the clip. */
    public record Moment(int clip, double seconds, Instant capturedAt) {}

    /** Returns the clip and time of a frame. */
    public static Moment moment(CameraSpec camera, long seed, int frame) {
        if (frame < 0) {
            throw new IllegalArgumentException("frame numbers start from 0, not " + frame);
        }
        int perClip = camera.traffic().framesPerClip();
        double seconds = frame % perClip * camera.traffic().secondsPerFrame();
        int clip = frame / perClip;
        return new Moment(clip, seconds, new Season(camera, seed).at(clip, seconds));
    }

    /** Returns a clip; camera, seed and number determine it. */
    public static Clip of(CameraSpec camera, FrameFormat format, long seed, int number) {
        Draws draws = Draws.of(seed, camera.index(), number, 3);
        double hour = new Season(camera, seed).hourOf(number);
        Lighting lighting = Lighting.at(camera, hour - 24 * StrictMath.floor(hour / 24), draws);
        Casting casting = new Casting(camera, format, draws);
        List<Swimmer> swimmers = draws.chance(camera.traffic().quietClips()) ? List.of() : casting.swimmers();
        return new Clip(number, lighting, swimmers, casting.drifters());
    }

    /** Draws the random fish and debris of a clip. */
    private static final class Casting {
        private final CameraSpec camera;
        private final CameraProjection projection;
        private final FrameFormat format;
        private final Draws draws;
        private final double duration;
        private final boolean side;

        Casting(CameraSpec camera, FrameFormat format, Draws draws) {
            this.camera = camera;
            this.format = format;
            this.projection = CameraProjection.of(camera, format);
            this.draws = draws;
            duration = camera.traffic().framesPerClip() * camera.traffic().secondsPerFrame();
            side = camera.viewpoint().stand() == Stand.SIDE;
        }

        List<Swimmer> swimmers() {
            List<Swimmer> swimmers = new ArrayList<>();
            int count = 1 + draws.whole(Math.max(0, camera.traffic().visitors() - 1) * draws.in(0, 2));
            boolean school = count > 1 && draws.chance(0.45);
            Swimmer first = swimmer();
            swimmers.add(first);
            for (int i = 1; i < count; i++) {
                swimmers.add(school ? follower(first) : swimmer());
            }
            return swimmers;
        }

        private Swimmer swimmer() {
            double upstream = camera.water().flow() > 0 ? StrictMath.PI : 0;
            boolean holds = draws.chance(0.28);
            double heading = upstream + draws.normal() * (side ? 0.38 : 0.3);
            if (!holds && draws.chance(0.22)) {
                heading += StrictMath.PI;
            }
            double course = heading;
            double speed = holds ? draws.in(0, 0.05) : draws.in(0.25, 0.85);
            double length =
                    draws.in(camera.traffic().smallest(), camera.traffic().largest());
            double[] spot = spot(length);
            return new Swimmer(
                    draws.below(DRESSES),
                    length,
                    spot[0],
                    spot[1],
                    spot[2],
                    course,
                    heading,
                    speed,
                    holds ? duration / 2 : draws.in(0, duration),
                    draws.in(0.05, side ? 0.28 : 0.22),
                    draws.in(0.5, 1.4),
                    draws.in(0.005, 0.03),
                    draws.in(0, 2 * StrictMath.PI),
                    draws.in(0.9, 1.9) + speed);
        }

        private Swimmer follower(Swimmer first) {
            double length = first.length() * draws.in(0.8, 1.15);
            return new Swimmer(
                    draws.below(DRESSES),
                    length,
                    first.x() + draws.normal() * length * 0.9,
                    Math.max(first.z() * 0.7, first.z() + draws.normal() * length * 0.45),
                    Math.max(0.08, first.height() + draws.normal() * length * 0.22),
                    first.course(),
                    first.heading() + draws.normal() * 0.08,
                    first.speed(),
                    first.due() + draws.in(-0.6, 0.6),
                    first.sway(),
                    first.swayRate() * draws.in(0.8, 1.2),
                    first.bob(),
                    draws.in(0, 2 * StrictMath.PI),
                    first.beat() * draws.in(0.9, 1.1));
        }

        /** Returns a visible position for a fish of the given length: x, z and height in metres. */
        private double[] spot(double length) {
            double column = draws.in(0.08, 0.92) * format.width();
            if (side) {
                double focal = projection.place(0, 1, 0).scale();
                double nearest = length * focal / (0.62 * format.width());
                double farthest =
                        Math.min(camera.water().visibility() * 1.25, length * focal / (0.06 * format.width()));
                double z = nearest + (Math.max(farthest, nearest * 1.2) - nearest) * StrictMath.pow(draws.unit(), 1.2);
                double top = camera.viewpoint().height() + camera.viewpoint().depth() - 0.1;
                double inView = format.height() / focal * z;
                double middle = camera.viewpoint().height();
                double height = middle + draws.in(-0.55, 0.3) * inView;
                height = Math.max(length * 0.13, Math.min(top, height));
                return new double[] {(column - format.width() / 2.0) * z / focal, z, height};
            }
            double row = draws.in(0.06, 0.96) * format.height();
            double scale = projection.groundScale(row);
            return new double[] {
                (column - format.width() / 2.0) / scale,
                projection.groundZ(row),
                draws.in(0.06, Math.min(0.2, camera.viewpoint().depth() * 0.6))
            };
        }

        List<Drifter> drifters() {
            List<Drifter> drifters = new ArrayList<>();
            int count = draws.whole(camera.traffic().debris() * draws.in(0.3, 1.7));
            for (int i = 0; i < count; i++) {
                double size = draws.in(0.05, 0.2);
                double[] spot = spot(0.35);
                drifters.add(new Drifter(
                        draws.below(THINGS),
                        size,
                        spot[0],
                        spot[1],
                        side ? spot[2] : draws.in(0.02, camera.viewpoint().depth()),
                        camera.water().flow() * draws.in(0.5, 1.1),
                        draws.in(0, duration),
                        draws.in(0, 2 * StrictMath.PI),
                        draws.normal() * 0.7));
            }
            return drifters;
        }
    }
}
