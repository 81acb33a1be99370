package io.nerest.simulator.camera;

import java.util.List;

/**
 * All that makes one camera's stream look as it does.
 *
 * @param index the camera's number, from 1
 * @param name the stream's name, {@code cam-01}
 * @param viewpoint where the camera stands and looks
 * @param bed the ground of the stream
 * @param water what the water does to light
 * @param light sun, and the lamp by night
 * @param lens the camera's own colours and faults
 * @param traffic what swims and drifts by, and how often the camera looks
 */
public record CameraSpec(
        int index, String name, Viewpoint viewpoint, Bed bed, Water water, Light light, Lens lens, Traffic traffic) {

    public CameraSpec {
        if (index < 1) {
            throw new IllegalArgumentException("a camera's index counts from 1, not " + index);
        }
    }

    /** The same camera where that share of the clips, 0 to 1, goes by without a fish. */
    public CameraSpec withQuietClips(double share) {
        Traffic other = new Traffic(
                traffic.kinds(),
                traffic.smallest(),
                traffic.largest(),
                share,
                traffic.visitors(),
                traffic.debris(),
                traffic.framesPerClip(),
                traffic.secondsPerFrame());
        return new CameraSpec(index, name, viewpoint, bed, water, light, lens, other);
    }

    /** How the camera stands to the stream. */
    public enum Stand {
        /** Under water, looking across the stream: fish are seen from the side. */
        SIDE,
        /** On the bank, looking down at an angle: fish are seen from above, foreshortened. */
        OBLIQUE,
        /** On a bridge, looking straight down. */
        OVERHEAD
    }

    /**
     * Where the camera stands. Pixels are those of a picture 640 wide.
     *
     * @param horizon of {@link Stand#SIDE}: height of the horizon from the top, as a share of the picture
     * @param height of {@link Stand#SIDE}: metres of the lens above the bed
     * @param depth metres of water above the lens (side), or above the bed (the others)
     * @param farScale of the others: pixels per metre at the picture's top
     * @param nearScale of the others: pixels per metre at the picture's bottom
     * @param squash of the others: how much lengths along the line of sight are shortened, 1 for not at all
     */
    public record Viewpoint(
            Stand stand,
            double horizon,
            double height,
            double depth,
            double farScale,
            double nearScale,
            double squash) {}

    /**
     * The ground of the stream.
     *
     * @param sand colour between the stones
     * @param stone main colour of the stones
     * @param accent colour of some of them
     * @param stoneSize median diameter in metres
     * @param cover share of the ground under stones, above 1 for stones upon stones
     * @param algae green film on the stones, 0 to 1
     * @param boulders how many big stones stand in view
     * @param plants how many tufts of weed stand in view
     */
    public record Bed(
            int sand, int stone, int accent, double stoneSize, double cover, double algae, int boulders, int plants) {}

    /**
     * What the water does to light, and what it carries.
     *
     * @param haze colour of the water itself
     * @param visibility metres after which 1/e of the light is left
     * @param ripple pixels by which the surface bends what is seen through it
     * @param caustics strength of the light net on the ground, 0 to 1
     * @param glare reflections of the sky on the surface, 0 to 1
     * @param rays beams of light in the water, 0 to 1
     * @param flow metres per second, positive from left to right
     * @param particles specks of silt in view
     * @param silt clouds of silt, 0 to 1
     */
    public record Water(
            int haze,
            double visibility,
            double ripple,
            double caustics,
            double glare,
            double rays,
            double flow,
            int particles,
            double silt) {}

    /**
     * Sun and lamp.
     *
     * @param exposure brightness of the day, about 1
     * @param lamp whether an infrared lamp lets the camera work by night
     * @param lampX centre of the lamp's beam, as a share of the picture's width
     * @param lampY centre of the lamp's beam, as a share of the picture's height
     * @param lampReach radius of the beam as a share of the picture's width
     * @param nightTint colour that white has by night
     */
    public record Light(double exposure, boolean lamp, double lampX, double lampY, double lampReach, int nightTint) {}

    /**
     * The camera's own colours and faults.
     *
     * @param white colour that white has by day
     * @param contrast about 1
     * @param saturation about 1
     * @param grain standard deviation of the sensor's noise by day, in grey levels
     * @param softness blur in octaves: 0 for sharp, 1 for details of half the resolution
     * @param vignette darkening of the corners, 0 to 1
     * @param timestamp whether date and name are burnt into the picture
     */
    public record Lens(
            int white,
            double contrast,
            double saturation,
            double grain,
            double softness,
            double vignette,
            boolean timestamp) {}

    /**
     * What swims and drifts by, and how often the camera looks.
     *
     * @param kinds salmon seen here
     * @param smallest length in metres
     * @param largest length in metres
     * @param quietClips share of clips in which no fish comes
     * @param visitors fish that come in a clip, on average, where any do
     * @param debris leaves, twigs and clumps of weed that drift by in a clip, on average
     * @param framesPerClip frames the camera takes in a row; the next clip is another hour
     * @param secondsPerFrame time between two frames of a clip
     */
    public record Traffic(
            List<SalmonKind> kinds,
            double smallest,
            double largest,
            double quietClips,
            double visitors,
            double debris,
            int framesPerClip,
            double secondsPerFrame) {

        public Traffic {
            kinds = List.copyOf(kinds);
            if (kinds.isEmpty()) {
                throw new IllegalArgumentException("a camera needs at least one kind of salmon");
            }
            if (framesPerClip < 1) {
                throw new IllegalArgumentException("a clip needs at least one frame, not " + framesPerClip);
            }
            if (!(quietClips >= 0 && quietClips <= 1)) {
                throw new IllegalArgumentException("the share of quiet clips is 0 to 1, not " + quietClips);
            }
        }
    }
}
