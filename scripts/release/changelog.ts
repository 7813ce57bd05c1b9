/** The changelog of a release, in the form of Keep a Changelog (keepachangelog.com/en/1.1.0). */

const REPOSITORY = 'https://github.com/os-server-groups/os-server-groups';
const UNRELEASED = '## [Unreleased]';

export interface Released {
  /** The whole file, in which what was unreleased belongs to the version. */
  readonly text: string;
  /** What is new in the version. */
  readonly notes: string;
}

/** The links that the headings `[1.0.0]` refer to, the newest first. */
const linksOf = (versions: readonly string[]): string[] => {
  const [newest] = versions;
  const ofVersion = versions.map((version, index) => {
    const before = versions[index + 1];
    const place = before === undefined ? `releases/tag/v${version}` : `compare/v${before}...v${version}`;
    return `[${version}]: ${REPOSITORY}/${place}`;
  });
  return [`[Unreleased]: ${REPOSITORY}/compare/v${newest}...HEAD`, ...ofVersion];
};

/**
 * Gives what is unreleased to a version.
 *
 * @param date as `2027-01-31`
 * @throws {Error} when there is nothing unreleased, or the version has its section already
 */
export const release = (changelog: string, version: string, date: string): Released => {
  const versions = [...changelog.matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)].map(([, each]) => String(each));
  if (versions.includes(version)) {
    throw new Error(
      `CHANGELOG.md has a section of ${version} already. Raise info.version in spec/openapi.yaml and the versions of the packages.`,
    );
  }
  const [head, rest] = changelog.split(`${UNRELEASED}\n`);
  const sections = rest?.replace(/^\[[^\]]+\]: .*\n?/gm, '').split(/^(?=## \[)/m);
  const notes = sections?.[0]?.trim() ?? '';
  if (notes === '') {
    throw new Error(
      `CHANGELOG.md says nothing below "${UNRELEASED}": write there what is new, in words for who uses it.`,
    );
  }
  const older = sections?.slice(1).join('').trim() ?? '';
  const parts = [
    `${head}${UNRELEASED}`,
    `## [${version}] - ${date}`,
    notes,
    ...(older === '' ? [] : [older]),
    linksOf([version, ...versions]).join('\n'),
  ];
  return { text: `${parts.join('\n\n')}\n`, notes };
};
