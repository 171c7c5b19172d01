import { fileURLToPath } from 'node:url';
import { MlError } from 'mle-kit';
import { Course } from 'mle-kit/course';

/** The course of this repository, and the chapters that the command line names (all without any). */
export function courseAndChapters(): { course: Course; slugs: string[] } {
  const course = new Course(fileURLToPath(new URL('..', import.meta.url)));
  try {
    return { course, slugs: course.select(process.argv.slice(2)) };
  } catch (error) {
    if (!(error instanceof MlError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
