//! Section roles: what a section is for, whatever its heading says.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Lang;

/// What a section of a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 事象: what happened.
    Event,
    /// 影響: who and what was affected.
    Impact,
    /// 時系列: what happened when.
    Timeline,
    /// 検知: how it was noticed.
    Detection,
    /// 原因: why it happened.
    Cause,
    /// 暫定対応: what restored service.
    Provisional,
    /// 再発防止策: what keeps it from happening again.
    Countermeasure,
    /// 水平展開: the same fix elsewhere.
    Horizontal,
    /// 教訓: what was learnt.
    Lessons,
    /// アクションアイテム: open work.
    ActionItems,
    /// 効果確認: whether the measures worked.
    EffectCheck,
}

impl Role {
    /// Every role, in the order in which a report usually has them.
    pub const ALL: [Self; 11] = [
        Self::Event,
        Self::Impact,
        Self::Timeline,
        Self::Detection,
        Self::Cause,
        Self::Provisional,
        Self::Countermeasure,
        Self::Horizontal,
        Self::Lessons,
        Self::ActionItems,
        Self::EffectCheck,
    ];

    /// The kebab-case name that rules and configuration use, such as `action-items`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Impact => "impact",
            Self::Timeline => "timeline",
            Self::Detection => "detection",
            Self::Cause => "cause",
            Self::Provisional => "provisional",
            Self::Countermeasure => "countermeasure",
            Self::Horizontal => "horizontal",
            Self::Lessons => "lessons",
            Self::ActionItems => "action-items",
            Self::EffectCheck => "effect-check",
        }
    }
}

impl Role {
    /// What people call it.
    pub fn title(self, lang: Lang) -> &'static str {
        const JA: [&str; 11] = [
            "事象",
            "影響",
            "時系列",
            "検知",
            "原因",
            "暫定対応",
            "再発防止策",
            "水平展開",
            "教訓",
            "アクションアイテム",
            "効果確認",
        ];
        match lang {
            Lang::Ja => JA[self as usize],
            Lang::En => self.as_str(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|r| r.as_str() == s).ok_or(())
    }
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RoleSet(u16);

impl RoleSet {
    /// No role.
    pub const EMPTY: Self = Self(0);

    /// The sections that hold measures: `countermeasure`, `action-items` and `horizontal`.
    pub fn measures() -> Self {
        [Role::Countermeasure, Role::ActionItems, Role::Horizontal].into_iter().collect()
    }

    /// The sections that hold causes.
    pub fn causes() -> Self {
        [Role::Cause].into_iter().collect()
    }

    /// Adds a role.
    pub fn insert(&mut self, role: Role) {
        self.0 |= 1 << role as u16;
    }

    /// Whether the role is in the set.
    pub fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u16) != 0
    }

    /// Whether the two sets share a role.
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Roles of either set.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is no role in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The roles in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |&r| self.contains(r))
    }
}

impl FromIterator<Role> for RoleSet {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        let mut set = Self::EMPTY;
        for role in roles {
            set.insert(role);
        }
        set
    }
}

impl Serialize for RoleSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
