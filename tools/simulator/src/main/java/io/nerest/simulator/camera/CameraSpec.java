package io.nerest.simulator.camera;

import java.util.List;

/**
 * The parameters of one rendered camera.
 *
 * @param index number of the camera, from 1
 * @param name name of the stream, {@code cam-01}
 * @param viewpoint position and direction of the camera
 * @param bed stream bed
 * @param water optical properties of the water
 * @param light sunlight and infrared lamp
 * @param lens colour response and image defects
 * @param traffic fish, debris and the timing of frames
 */
public record CameraSpec(
        int index, String name, Viewpoint viewpoint, Bed bed, Water water, Light light, Lens lens, Traffic traffic) {

    public CameraSpec {
        if (index < 1) {
            throw new IllegalArgumentException("the camera index must be at least 1, not " + index);
        }
    }

    /** Returns the same camera with a different fraction of clips without fish, 0 to 1. */
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

    /** The viewpoint relative to the stream. */
    public enum Stand {
        /** Under water, horizontal: fish are visible from the side. */
        SIDE,
        /** On the bank, at an angle: fish are visible from above, foreshortened. */
        OBLIQUE,
        /** On a bridge, vertical. */
        OVERHEAD
    }

    /**
     * The viewpoint. Pixels refer to an image 640 wide.
     *
     * @param horizon {@link Stand#SIDE} only: row of the horizon as a fraction of the image height
     * @param height {@link Stand#SIDE} only: height of the lens above the bed in metres
     * @param depth metres of water above the lens (SIDE) or above the bed (other stands)
     * @param farScale other stands: pixels per metre at the top of the image
     * @param nearScale other stands: pixels per metre at the bottom of the image
     * @param squash other stands: foreshortening of lengths along the line of sight; 1 for none
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
     * The stream bed.
     *
     * @param sand colour between the stones
     * @param stone main colour of the stones
     * @param accent colour of some stones
     * @param stoneSize median diameter in metres
     * @param cover fraction of the ground covered by stones; above 1 for stones on stones
     * @param algae strength of the green film on the stones, 0 to 1
     * @param boulders number of boulders in view
     * @param plants number of tufts of weed in view
     */
    public record Bed(
            int sand, int stone, int accent, double stoneSize, double cover, double algae, int boulders, int plants) {}

    /**
     * Optical properties of the water and its suspended matter.
     *
     * @param haze colour of the water
     * @param visibility distance in metres after which 1/e of the light remains
     * @param ripple displacement by the moving surface in pixels
     * @param caustics strength of the caustics on the bed, 0 to 1
     * @param glare reflections of the sky on the surface, 0 to 1
     * @param rays beams of light in the water, 0 to 1
     * @param flow metres per second, positive from left to right
     * @param particles number of silt particles in view
     * @param silt density of silt clouds, 0 to 1
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
     * Sunlight and infrared lamp.
     *
     * @param exposure brightness by day, about 1
     * @param lamp whether the camera works at night with an infrared lamp
     * @param lampX centre of the beam as a fraction of the image width
     * @param lampY centre of the beam as a fraction of the image height
     * @param lampReach radius of the beam as a fraction of the image width
     * @param nightTint colour of white objects at night
     */
    public record Light(double exposure, boolean lamp, double lampX, double lampY, double lampReach, int nightTint) {}

    /**
     * Colour response and image defects of the camera.
     *
     * @param white colour of white objects by day
     * @param contrast about 1
     * @param saturation about 1
     * @param grain standard deviation of the sensor's noise by day, in grey levels
     * @param softness blur in octaves: 0 for sharp, 1 for details of half the resolution
     * @param vignette darkening of the corners, 0 to 1
     * @param timestamp whether date and name are drawn into the image
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
     * Fish, debris and the timing of frames.
     *
     * @param kinds kinds of salmon that occur
     * @param smallest length of the smallest fish in metres
     * @param largest length of the largest fish in metres
     * @param quietClips fraction of clips without fish
     * @param visitors mean number of fish in a clip with fish
     * @param debris mean number of leaves, twigs and clumps of weed in a clip
     * @param framesPerClip number of consecutive frames of a clip; the next clip begins hours later
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
                throw new IllegalArgumentException("the fraction of quiet clips must be 0 to 1, not " + quietClips);
            }
        }
    }
}
