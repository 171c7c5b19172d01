import { SAMPLE_STUDENT } from './defineAssignment.js';
import { type FoundSubmission, NO_NOTEBOOK } from './findSubmissions.js';
import { assertStudent } from './student.js';

/** The works of one student. */
export interface StudentWork {
  readonly student: string;
  /** Whose data they were handed. */
  readonly dataOf: string;
  /** One for nearly everybody; of several the first is graded. */
  readonly works: readonly FoundSubmission[];
}

/** What lies among the submissions and is nobody's, and why. */
export interface Stranger {
  readonly file: string;
  readonly why: string;
}

/**
 * Whose work is whose. Capitals make no difference; whoever handed in nothing is there, too. A file
 * that is no notebook is the work of who has no other, and whose name begins the file's.
 *
 * @param roster for whom the assignment was built.
 */
export function studentWorks(
  found: readonly FoundSubmission[],
  roster: readonly string[],
): { readonly students: StudentWork[]; readonly strangers: Stranger[] } {
  // Built without a roster, an assignment gives everybody the same.
  const open = roster.join() === SAMPLE_STUDENT;
  const students = new Map<string, { student: string; works: FoundSubmission[] }>();
  const strangers: Stranger[] = [];
  const add = (student: string) => {
    const entry = { student, works: [] as FoundSubmission[] };
    students.set(student.toLowerCase(), entry);
    return entry;
  };
  if (!open) for (const student of roster) add(student);
  for (const one of found.filter(({ fault }) => fault !== NO_NOTEBOOK)) {
    const known = students.get(one.student.toLowerCase());
    if (known === undefined && !open) {
      strangers.push({ file: one.file, why: `${one.student} is not on the roster` });
    } else if (known === undefined && !isStudent(one.student)) {
      strangers.push({ file: one.file, why: 'it is called as nobody can be' });
    } else (known ?? add(one.student)).works.push(one);
  }
  const classmates = [...students.values()];
  const without = new Set(classmates.filter(({ works }) => works.length === 0));
  for (const one of found.filter(({ fault }) => fault === NO_NOTEBOOK)) {
    const [owner] = classmates
      .filter(({ student }) => beginsWith(one.student, student))
      .sort((a, b) => b.student.length - a.student.length);
    if (owner === undefined || !without.has(owner))
      strangers.push({ file: one.file, why: NO_NOTEBOOK });
    else owner.works.push(one);
  }
  const all = [...students.values()].map(({ student, works }) => {
    return { student, works, dataOf: open ? SAMPLE_STUDENT : student };
  });
  return { students: all, strangers };
}

/** Whether a file's name begins with a student's, and not with a longer word. */
function beginsWith(file: string, student: string): boolean {
  const next = file[student.length] ?? '';
  const same = file.slice(0, student.length).toLowerCase() === student.toLowerCase();
  return same && !/[\p{L}\p{N}]/u.test(next);
}

function isStudent(name: string): boolean {
  try {
    assertStudent('studentWorks', name);
    return true;
  } catch {
    return false;
  }
}
